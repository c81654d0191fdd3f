using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands;

/// <summary>The guest's memory as a file for debuggers.</summary>
internal sealed class DumpCommands(Machine machine)
{
    [QmpCommand("query-dump-guest-memory-capability")]
    private Reply QueryCapability(Arguments arguments) => Reply.Object(data =>
    {
        data.BeginArray("formats");
        foreach (string format in machine.Memory.DumpFormats)
        {
            data.String(format);
        }

        data.EndArray();
    });

    /// <summary>A descriptor is used up: it is closed with the dump, and its name is free.</summary>
    [QmpCommand("dump-guest-memory")]
    private Reply Dump(Arguments arguments, Caller caller)
    {
        DumpRequest request = DumpRequest.Read(arguments);
        if (WhyNot(request, caller.Monitor) is { } why)
        {
            return Reply.Error(why);
        }

        if (request.Descriptor is { } descriptor)
        {
            machine.Descriptors.Close(caller.Monitor, descriptor);
            return Reply.Empty;
        }

        long size = request.Length ?? machine.Memory.Size;
        return request.File is { } file && machine.Files.Write(file, size) is { } trouble ? Reply.Error(trouble) : Reply.Empty;
    }

    private string? WhyNot(DumpRequest request, MonitorSession monitor)
    {
        if (request.Format != "elf" && (request.Paging || request.Begin is not null || request.Length is not null))
        {
            return "kdump-compressed format doesn't support paging or filter";
        }

        if (request.Begin is null != request.Length is null)
        {
            return $"'{(request.Begin is null ? "length" : "begin")}' needs '{(request.Begin is null ? "begin" : "length")}'";
        }

        if (!machine.Memory.DumpFormats.Contains(request.Format))
        {
            return $"kdump-compressed format '{request.Format}' is not supported by this build";
        }

        return WhyNotRange(request) ?? WhyNotTarget(request, monitor);
    }

    private string? WhyNotRange(DumpRequest request) => request switch
    {
        { Length: null } => null,
        { Length: <= 0 } => "the length must be greater than zero",
        _ => machine.Memory.WhyNotMapped(request.Begin!.Value, 1) is null ? null : "there is no memory at 'begin'",
    };

    private string? WhyNotTarget(DumpRequest request, MonitorSession monitor)
    {
        if (request.Descriptor is { } descriptor)
        {
            return machine.Descriptors.Has(monitor, descriptor) ? null : $"File descriptor named '{descriptor}' has not been found";
        }

        return request.File is { } file ? machine.Files.WhyNotWritable(file) : "parameter 'protocol' must start with 'fd:' or 'file:'";
    }

    /// <param name="File">After <c>file:</c>; null for another protocol.</param>
    /// <param name="Descriptor">After <c>fd:</c>; null for another protocol.</param>
    private sealed record DumpRequest(bool Paging, string? File, string? Descriptor, long? Begin, long? Length, string Format)
    {
        public static DumpRequest Read(Arguments arguments)
        {
            string protocol = arguments.String("protocol");
            return new DumpRequest(
                arguments.Bool("paging"),
                After(protocol, "file:"),
                After(protocol, "fd:"),
                arguments.OptionalInt("begin"),
                arguments.OptionalInt("length"),
                arguments.OptionalString("format") ?? "elf");
        }

        private static string? After(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
    }
}
