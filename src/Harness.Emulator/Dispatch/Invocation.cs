using System.Buffers;
using System.Text.Json;

using Harness.Emulator.State;

namespace Harness.Emulator.Dispatch;

/// <summary>One command about to be executed. Mutants change it or do not run it.</summary>
internal readonly record struct Invocation(CommandEntry Command, Arguments Arguments, Caller Caller, Machine Machine)
{
    public Reply Run() => Command.Run(Arguments, Caller);

    /// <summary>The same with one argument set, or taken away when <paramref name="json"/> is null.</summary>
    public Invocation With(string name, string? json)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            if (Arguments.Element.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty property in Arguments.Element.EnumerateObject().Where(p => p.Name != name))
                {
                    property.WriteTo(writer);
                }
            }

            if (json is not null)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json);
            }

            writer.WriteEndObject();
        }

        return this with { Arguments = new Arguments(JsonElement.Parse(buffer.WrittenSpan)) };
    }
}
