using System.Diagnostics;

using Harness.Schema.Validation;

namespace Harness.Emulator.Dispatch;

/// <summary>The words of the argument check, as QEMU 7.2 says them.</summary>
internal static class ArgumentErrors
{
    public static string Missing(string path) => $"Parameter '{path}' is missing";

    public static string WrongType(string path, string wanted) => $"Invalid parameter type for '{path}', expected: {wanted}";

    public static string Describe(in Violation violation) => violation.Kind switch
    {
        ViolationKind.Missing => Missing(violation.Path),
        ViolationKind.Unexpected => $"Parameter '{violation.Path}' is unexpected",
        ViolationKind.WrongType => WrongType(violation.Path, violation.Detail),
        ViolationKind.OutOfRange => OutOfRange(violation.Path, violation.Detail),
        ViolationKind.NotInEnum => $"Parameter '{violation.Path}' does not accept value '{violation.Detail}'",
        _ => throw new UnreachableException(violation.Kind.ToString()),
    };

    /// <summary>What does not fit 64 bits is no integer to QEMU's lexer; narrower types are named as in C.</summary>
    private static string OutOfRange(string path, string type) => type switch
    {
        "int" or "int64" => WrongType(path, "integer"),
        "size" or "uint64" => $"Parameter '{path}' expects uint64",
        _ => $"Parameter '{path}' expects {type}_t",
    };
}
