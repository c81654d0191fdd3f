using System.Globalization;
using System.Text;

namespace Harness.Emulator.State.Displays;

/// <summary>What a console shows: an area of one colour, as nothing here draws.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Colour">Red, green and blue, a byte each, red the most significant.</param>
internal sealed record Screen(int Width, int Height, int Colour)
{
    /// <summary>The longest side; a picture of that size is kept whole by the file store.</summary>
    private const int LongestSide = 2304;

    public static Screen Read(MachineSection section)
    {
        string colour = section.String("colour", "#000000");
        return colour.Length == 7 && colour[0] == '#' && int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            ? new Screen((int)section.Int("width", 640, 1, LongestSide), (int)section.Int("height", 480, 1, LongestSide), value)
            : throw section.Wrong("colour", "a colour like #0080ff");
    }

    /// <summary>The picture in the binary form of PPM (P6): a header of three lines, then three bytes a pixel, row by row from the top.</summary>
    public byte[] ToPpm()
    {
        byte[] header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P6\n{Width} {Height}\n255\n"));
        byte[] picture = new byte[header.Length + (Width * Height * 3)];
        header.CopyTo(picture, 0);
        for (int at = header.Length; at < picture.Length; at += 3)
        {
            picture[at] = (byte)(Colour >> 16);
            picture[at + 1] = (byte)(Colour >> 8);
            picture[at + 2] = (byte)Colour;
        }

        return picture;
    }
}
