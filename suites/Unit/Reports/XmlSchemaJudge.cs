using System.Xml;
using System.Xml.Schema;

namespace Harness.Unit.Reports;

/// <summary>A document against an XML Schema.</summary>
internal sealed class XmlSchemaJudge
{
    private readonly XmlSchemaSet _schemas = new();

    public XmlSchemaJudge(string path)
    {
        using XmlReader reader = XmlReader.Create(path);
        _schemas.Add(null, reader);
        _schemas.Compile();
    }

    /// <summary>What is wrong, an entry each; empty for a document that is valid. Text that is no XML is one entry.</summary>
    public IReadOnlyList<string> Why(string document)
    {
        List<string> problems = [];
        XmlReaderSettings settings = new() { Schemas = _schemas, ValidationType = ValidationType.Schema, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings | XmlSchemaValidationFlags.ProcessIdentityConstraints };
        settings.ValidationEventHandler += (_, e) => problems.Add($"{e.Exception.LineNumber}: {e.Message}");
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(document), settings);
            while (reader.Read())
            {
            }
        }
        catch (XmlException e)
        {
            problems.Add(e.Message);
        }

        return problems;
    }
}
