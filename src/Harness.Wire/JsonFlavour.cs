namespace Harness.Wire;

public enum JsonFlavour
{
    /// <summary>What a QMP server accepts: RFC 8259 and single-quoted strings and the escape <c>\'</c>.</summary>
    Qemu,

    /// <summary>RFC 8259 alone: what a QMP server must send.</summary>
    Strict,
}
