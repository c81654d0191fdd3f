using Harness.Emulator.State.Block;

namespace Harness.Emulator.State;

/// <summary>
/// A place of a file that cannot be read or written, while <see cref="Times"/> are left; offsets are those of the disk whose image the
/// file is. List <c>faults</c> of a file: <c>[ { "does": "read", "offset": BYTES, "bytes": BYTES, "error": "failed", "times": COUNT } ]</c>.
/// </summary>
internal sealed class FileFault(MachineSection section)
{
    private static readonly string[] _deeds = ["read", "write"];
    private static readonly string[] _errors = ["failed", "nospace"];

    private readonly long _offset = section.Int("offset", 0, 0, 1L << 60);
    private readonly long _bytes = section.Int("bytes", 65536, 1, 1L << 60);

    public bool IsRead { get; } = section.OneOf("does", 0, _deeds) == 0;

    public bool IsNoSpace { get; } = section.OneOf("error", 0, _errors) == 1;

    /// <summary>How often it happens from now on.</summary>
    public long Times { get; private set; } = section.Int("times", long.MaxValue, 1);

    public Extents Where => Times > 0 ? Extents.Of(_offset, _offset + _bytes) : Extents.None;

    public void Happen() => Times--;
}
