using Harness.Emulator.State.Block;

namespace Harness.Emulator.State;

/// <summary>
/// The files that commands name: names in a table, never paths of the host. Section <c>files</c>:
/// <c>[ { "name": TEXT, "size": BYTES, "writable": true, "image": { … }, "faults": [ … ] } ]</c>. A name that is not listed is a new file.
/// </summary>
internal sealed class FileStore
{
    /// <summary>What one file keeps of its content; its size may be anything.</summary>
    private const int KeepBytes = 16 * 1024 * 1024;

    private readonly Dictionary<string, VirtualFile> _files = new(StringComparer.Ordinal);

    /// <summary>Of the place where a file is, so that they outlive its content.</summary>
    private readonly Dictionary<string, FileFault[]> _faults = new(StringComparer.Ordinal);

    public FileStore(IReadOnlyList<MachineSection> files)
    {
        foreach (MachineSection file in files)
        {
            string name = file.RequiredString("name");
            long size = file.Int("size", 0, 0);
            Image? image = file.OptionalObject("image") is { } section ? Image.Read(section, size) : null;
            VirtualFile made = new(size, default, file.Bool("writable", true), image);
            _faults[name] = [.. file.Objects("faults").Select(f => new FileFault(f))];
            if (!_files.TryAdd(name, made))
            {
                throw file.Wrong("name", "a name that no other file has");
            }
        }
    }

    /// <summary>Null where there is no such file.</summary>
    public VirtualFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>The first fault of a file that a job meets when it reads or writes there, and what it spoils of that; null for none.</summary>
    public (FileFault Fault, Extents Where)? FindFault(string name, bool isRead, Extents wanted)
    {
        (FileFault Fault, Extents Where)? first = null;
        foreach (FileFault fault in _faults.GetValueOrDefault(name, []).Where(f => f.IsRead == isRead))
        {
            Extents spoilt = wanted.Intersect(fault.Where);
            if (!spoilt.IsEmpty && (first is null || spoilt.First < first.Value.Where.First))
            {
                first = (fault, spoilt);
            }
        }

        return first;
    }

    /// <summary>Why a file of that name cannot be opened for writing; null when it can.</summary>
    public string? WhyNotWritable(string name) =>
        name.Length == 0 || name.EndsWith('/') ? $"Could not open '{name}': Is a directory"
        : Find(name) is { Writable: false } ? $"Could not open '{name}': Permission denied"
        : null;

    /// <summary>Replaces a file by one of that size; what is known of its content is its beginning.</summary>
    /// <returns>Why it cannot be written; null when it was.</returns>
    public string? Write(string name, long size, ReadOnlyMemory<byte> content = default)
    {
        if (WhyNotWritable(name) is { } why)
        {
            return why;
        }

        _files[name] = new VirtualFile(size, content.Length <= KeepBytes ? content.ToArray() : content[..KeepBytes].ToArray(), true);
        return null;
    }

    /// <summary>Replaces a file by a new image.</summary>
    /// <returns>Why it cannot be written; null when it was.</returns>
    public string? Write(string name, long size, Image image)
    {
        if (Write(name, size) is { } why)
        {
            return why;
        }

        _files[name] = _files[name] with { Image = image };
        return null;
    }

    /// <summary>Makes a file longer or shorter; one that is not there stays so.</summary>
    public void Resize(string name, long size)
    {
        if (Find(name) is { } file)
        {
            _files[name] = file with { Size = size, Content = file.Content.Length > size ? file.Content[..(int)size] : file.Content };
        }
    }

    /// <summary>Puts back what <see cref="Find"/> gave before a file was written.</summary>
    public void Restore(string name, VirtualFile? before)
    {
        if (before is null)
        {
            Remove(name);
        }
        else
        {
            _files[name] = before;
        }
    }

    public void Remove(string name) => _files.Remove(name);
}

/// <param name="Size">In bytes.</param>
/// <param name="Content">Its beginning, as far as it is known.</param>
/// <param name="Image">What a block driver finds in it; null for raw data.</param>
internal sealed record VirtualFile(long Size, ReadOnlyMemory<byte> Content, bool Writable, Image? Image = null);
