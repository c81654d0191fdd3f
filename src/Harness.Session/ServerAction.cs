using System.Text.Json;

namespace Harness.Session;

/// <summary>What a server does about one message.</summary>
public readonly record struct ServerAction
{
    private ServerAction(Request request, ErrorClass errorClass, string? text)
    {
        Request = request;
        ErrorClass = errorClass;
        Text = text;
    }

    /// <summary>True to execute <see cref="Request"/>, false to answer with the error.</summary>
    public bool IsDispatch => Text is null;

    public Request Request { get; }

    /// <summary>The id that the error reply carries; undefined for none.</summary>
    public JsonElement Id => Request.Id;

    public ErrorClass ErrorClass { get; }

    /// <summary>Description of the error; null for a dispatch.</summary>
    public string? Text { get; }

    public static ServerAction Dispatch(in Request request) => new(request, default, null);

    public static ServerAction Refuse(JsonElement id, ErrorClass errorClass, string text) => new(new Request("", default, id, false), errorClass, text);
}
