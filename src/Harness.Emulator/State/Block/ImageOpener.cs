using Harness.Emulator.Dispatch;

namespace Harness.Emulator.State.Block;

/// <summary>
/// Opens images of the file store, with the backing files that they name, and makes new ones. Nothing is put into the graph:
/// that is for who opens. What cannot be done is refused in the words of the server.
/// </summary>
internal sealed class ImageOpener(FileStore files)
{
    /// <summary>A chain longer than this is one that comes back to itself.</summary>
    private const int MaxDepth = 200;

    private static readonly string[] _urlDrivers = ["http", "https", "ftp", "ftps", "tftp"];

    /// <summary>Opens an image file as <c>-drive file=</c> does.</summary>
    /// <exception cref="RefusedException">It cannot be opened.</exception>
    public BlockNode Open(string fileName, OpenOptions options)
    {
        BlockNode protocol = OpenProtocol(DriverOf(fileName), fileName, new OpenOptions { IsReadOnly = options.IsReadOnly, Cache = options.Cache });
        return OpenFormat(options.Format ?? FormatOf(fileName), protocol, options);
    }

    /// <summary>Opens what holds the data of an image.</summary>
    public BlockNode OpenProtocol(string driver, string fileName, OpenOptions options)
    {
        VirtualFile file = fileName.Length == 0 ? throw new RefusedException("The 'file' block driver requires a file name")
            : files.Find(fileName) ?? throw new RefusedException($"Could not open '{fileName}': No such file or directory");
        if (!options.IsReadOnly && !file.Writable)
        {
            throw new RefusedException($"Could not open '{fileName}': Permission denied");
        }

        return !options.IsReadOnly && _urlDrivers.Contains(driver)
            ? throw new RefusedException($"Could not open '{fileName}': the {driver} driver cannot write")
            : Node(driver, fileName, options, new Image(ImageFormat.Raw, file.Size));
    }

    /// <summary>Opens an image whose data an open node holds, and the chain below it unless the options say which.</summary>
    public BlockNode OpenFormat(string formatName, BlockNode data, OpenOptions options, int depth = 0)
    {
        ImageFormat format = Format(formatName);
        Image image = ImageIn(data, format);
        OpenOptions own = options with { IsReadOnly = options.IsReadOnly || !format.CanWrite };
        if (image.IsCorrupt && !own.IsReadOnly)
        {
            throw new RefusedException($"Could not open '{data.FileName}': Image is corrupt; cannot be opened read/write");
        }

        BlockNode? backing = options.Backing is { } given ? given.Node : OpenBacking(image, data.FileName, options, depth);
        return Node(format.Name, data.FileName, own, image, data, backing);
    }

    /// <summary>The format of that name.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static ImageFormat Format(string name) => ImageFormat.Find(name) ?? throw new RefusedException($"Unknown driver '{name}'");

    /// <summary>The format that an image file is in, found by looking into it.</summary>
    public string FormatOf(string fileName) => files.Find(fileName)?.Image?.Format.Name ?? ImageFormat.Raw.Name;

    /// <summary>Makes an image file, wiping what the file contained.</summary>
    /// <param name="backing">What the new image stands on; null for nothing.</param>
    /// <exception cref="RefusedException">It cannot be made.</exception>
    public void Create(string fileName, string formatName, long virtualSize, BlockNode? backing)
    {
        ImageFormat format = ImageFormat.Find(formatName) ?? throw new RefusedException($"Unknown file format '{formatName}'");
        if (!format.CanCreate)
        {
            throw new RefusedException($"Format driver '{format.Name}' does not support image creation");
        }

        if (backing is not null && !format.HasBacking)
        {
            throw new RefusedException($"Backing file not supported for file format '{format.Name}'");
        }

        Image image = new(format, virtualSize) { BackingFile = backing?.FileName, BackingFormat = backing?.Driver };
        long size = format == ImageFormat.Raw ? virtualSize : Image.MetadataClusters * (format.ClusterSize ?? 0);
        if (files.Write(fileName, size, image) is { } why)
        {
            throw new RefusedException(why);
        }
    }

    /// <summary>Where a backing file is: relative to the directory of the image that names it.</summary>
    public static string Resolve(string imageFile, string backingFile)
    {
        bool isWhole = backingFile.StartsWith('/') || backingFile.Split('/')[0].Contains(':');
        return isWhole ? backingFile : imageFile[..(imageFile.LastIndexOf('/') + 1)] + backingFile;
    }

    private static BlockNode Node(string driver, string fileName, OpenOptions options, Image image, BlockNode? protocol = null, BlockNode? backing = null) => new(driver, fileName)
    {
        Name = options.NodeName,
        Image = image,
        Protocol = protocol,
        Backing = backing,
        IsReadOnly = options.IsReadOnly,
        DetectZeroes = options.DetectZeroes,
        Cache = options.Cache,
        NeedsPassword = image.IsEncrypted,
    };

    private static string DriverOf(string fileName) =>
        _urlDrivers.FirstOrDefault(d => fileName.StartsWith($"{d}://", StringComparison.Ordinal)) ?? "file";

    private BlockNode? OpenBacking(Image image, string fileName, OpenOptions options, int depth)
    {
        if (image.BackingFile is not { Length: > 0 } name)
        {
            return null;
        }

        string whole = Resolve(fileName, name);
        if (depth >= MaxDepth)
        {
            throw new RefusedException($"Could not open backing file: the chain of '{whole}' is longer than {MaxDepth} files");
        }

        OpenOptions below = new() { IsReadOnly = true, Cache = options.Cache };
        BlockNode protocol = OpenProtocol(DriverOf(whole), whole, below);
        return OpenFormat(image.BackingFormat ?? FormatOf(whole), protocol, below, depth + 1);
    }

    /// <summary>What the file of a node contains, shared by all that are open on it; raw data is what any file contains.</summary>
    private Image ImageIn(BlockNode data, ImageFormat format)
    {
        if (files.Find(data.FileName)?.Image is { } image && image.Format == format)
        {
            return image;
        }

        return format == ImageFormat.Raw
            ? data.Image
            : throw new RefusedException($"Could not open '{data.FileName}': Image is not in {format.Name} format");
    }
}
