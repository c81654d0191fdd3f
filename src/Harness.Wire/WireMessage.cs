namespace Harness.Wire;

public enum MessageKind
{
    /// <summary>A balanced JSON text; whether it is valid JSON shows in <see cref="MessageParser"/>.</summary>
    Value,

    /// <summary>Bytes that no JSON text can hold, up to the place where reading starts over.</summary>
    Garbage,
}

/// <summary>One message, cut from the stream. Its memory is valid until the next call of the reader that made it.</summary>
/// <param name="Raw">The peer's own bytes without white space around them.</param>
/// <param name="Offset">Place of the first byte in the stream, 0-based.</param>
/// <param name="Flavour">The flavour by which it was cut and is to be parsed.</param>
/// <param name="Traits">What the parser must look at more closely.</param>
/// <param name="Why">For garbage: what is wrong, for people.</param>
public readonly record struct WireMessage(
    MessageKind Kind, ReadOnlyMemory<byte> Raw, long Offset, JsonFlavour Flavour, MessageTraits Traits, string? Why);

[Flags]
public enum MessageTraits
{
    None = 0,

    /// <summary>Has a single-quoted string or the escape <c>\'</c>: not RFC 8259 as it stands.</summary>
    SingleQuotes = 1,

    /// <summary>Has bytes above 0x7F, which must be valid UTF-8.</summary>
    NonAscii = 2,

    /// <summary>Has an escape <c>\u</c>, which may be half of a surrogate pair.</summary>
    Escapes = 4,
}
