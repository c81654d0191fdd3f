using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

using Harness.Wire;

namespace Harness.Session;

/// <summary>The lines that a server sends, spelt and ordered as QEMU's.</summary>
public static class ReplyWriter
{
    /// <summary>Writes <c>{"return": RESULT, "id": ID}</c>.</summary>
    /// <param name="result">JSON of the result.</param>
    /// <param name="id">Undefined for none.</param>
    public static void WriteSuccess(IBufferWriter<byte> output, ReadOnlySpan<byte> result, JsonElement id)
    {
        output.Write("{\"return\": "u8);
        MessageWriter.Write(output, result);
        if (id.ValueKind != JsonValueKind.Undefined)
        {
            output.Write(", \"id\": "u8);
            MessageWriter.Write(output, id);
        }

        output.Write("}\r\n"u8);
    }

    /// <summary>Writes <c>{"id": ID, "error": {"class": CLASS, "desc": TEXT}}</c>; unlike a success, an error begins with its id.</summary>
    public static void WriteError(IBufferWriter<byte> output, string errorClass, string text, JsonElement id)
    {
        output.Write("{"u8);
        if (id.ValueKind != JsonValueKind.Undefined)
        {
            output.Write("\"id\": "u8);
            MessageWriter.Write(output, id);
            output.Write(", "u8);
        }

        output.Write("\"error\": {\"class\": "u8);
        MessageWriter.WriteString(output, errorClass);
        output.Write(", \"desc\": "u8);
        MessageWriter.WriteString(output, text);
        output.Write("}}\r\n"u8);
    }

    /// <summary>Writes <c>{"timestamp": {"seconds": S, "microseconds": U}, "event": NAME, "data": DATA}</c>.</summary>
    /// <param name="time">Since the Unix epoch.</param>
    /// <param name="data">JSON of the data; empty for an event without any.</param>
    public static void WriteEvent(IBufferWriter<byte> output, TimeSpan time, string name, ReadOnlySpan<byte> data)
    {
        output.Write("{\"timestamp\": {\"seconds\": "u8);
        WriteNumber(output, time.Ticks / TimeSpan.TicksPerSecond);
        output.Write(", \"microseconds\": "u8);
        WriteNumber(output, time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        output.Write("}, \"event\": "u8);
        MessageWriter.WriteString(output, name);
        if (!data.IsEmpty)
        {
            output.Write(", \"data\": "u8);
            MessageWriter.Write(output, data);
        }

        output.Write("}\r\n"u8);
    }

    /// <summary>Writes the greeting.</summary>
    /// <param name="version">JSON of <c>{"qemu": {"micro": …, "minor": …, "major": …}, "package": …}</c>.</param>
    public static void WriteGreeting(IBufferWriter<byte> output, ReadOnlySpan<byte> version, bool outOfBand)
    {
        output.Write("{\"QMP\": {\"version\": "u8);
        MessageWriter.Write(output, version);
        output.Write(outOfBand ? ", \"capabilities\": [\"oob\"]}}\r\n"u8 : ", \"capabilities\": []}}\r\n"u8);
    }

    private static void WriteNumber(IBufferWriter<byte> output, long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out int written);
        output.Advance(written);
    }
}
