using System.Text;
using System.Text.Json;

using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Cases.Compile;

/// <summary>Reads one machine file as tokens, so that everything has its place.</summary>
internal ref struct MachineFileReader
{
    private readonly SourceText _source;
    private readonly byte[] _bytes;
    private readonly List<Diagnostic> _diagnostics;
    private Utf8JsonReader _json;

    private MachineFileReader(SourceText source, List<Diagnostic> diagnostics)
    {
        _source = source;
        _bytes = Encoding.UTF8.GetBytes(source.Text);
        _diagnostics = diagnostics;
        _json = new Utf8JsonReader(_bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
    }

    /// <summary>Null where it is no JSON object or takes a name that is taken; a member that is wrong is left out.</summary>
    public static MachineFile? Read(SourceText source, List<Diagnostic> diagnostics)
    {
        string name = Path.GetFileNameWithoutExtension(source.Path);
        if (name == MachineReference.Default.Name)
        {
            diagnostics.Add(MachineRules.ReservedName.At(source.Span(0), $"'{name}' is the name of the built-in machine; call the file something else"));
            return null;
        }

        try
        {
            return new MachineFileReader(source, diagnostics).Read(name);
        }
        catch (JsonException e)
        {
            SourceSpan place = new(source.Path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            diagnostics.Add(MachineRules.NotJson.At(place, $"this is not JSON: {e.Message.Split(". ")[0]}"));
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for half a surrogate pair, which it does not find before the string is asked for.
            diagnostics.Add(MachineRules.NotJson.At(source.Span(0), "this is not JSON: an escape is not a valid Unicode character"));
            return null;
        }
    }

    private MachineFile? Read(string name)
    {
        List<(string Id, SourceSpan Span)>? cases = null;
        List<(string Text, SourceSpan Span)>? qemu = null;
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _diagnostics.Add(MachineRules.NotJson.At(Here, "a machine is a JSON object"));
            return null;
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string member = _json.GetString()!;
            _json.Read();
            switch (member)
            {
                case "for":
                    cases = ReadStrings(member);
                    break;
                case "qemu":
                    qemu = ReadStrings(member);
                    break;
                case "description" when _json.TokenType != JsonTokenType.String:
                    Report("'description' is a string");
                    break;
                default:
                    _json.Skip();
                    break;
            }
        }

        while (_json.Read())
        {
        }

        return new MachineFile(new MachineReference(name, _source.Path, qemu?.ConvertAll(q => q.Text)), cases ?? []);
    }

    private readonly SourceSpan Here =>
        _source.Span(Encoding.UTF8.GetCharCount(_bytes.AsSpan(0, (int)_json.TokenStartIndex)), _json.HasValueSequence ? 0 : _json.ValueSpan.Length);

    private List<(string Text, SourceSpan Span)>? ReadStrings(string member)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            Report($"'{member}' is an array of strings");
            return null;
        }

        List<(string Text, SourceSpan Span)> texts = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType == JsonTokenType.String)
            {
                texts.Add((_json.GetString()!, Here));
            }
            else
            {
                Report($"'{member}' is an array of strings");
            }
        }

        return texts;
    }

    private void Report(string message)
    {
        _diagnostics.Add(MachineRules.BadMember.At(Here, message));
        _json.Skip();
    }
}
