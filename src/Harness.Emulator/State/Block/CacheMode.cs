using Harness.Emulator.Dispatch;

namespace Harness.Emulator.State.Block;

/// <summary>How a node caches.</summary>
internal sealed record CacheMode(bool Writeback, bool Direct, bool NoFlush)
{
    public static CacheMode Default { get; } = new(true, false, false);

    public static CacheMode Read(Arguments? options) => options is not { } given
        ? Default
        : new CacheMode(given.Bool("writeback", true), given.Bool("direct", false), given.Bool("no-flush", false));
}
