using Harness.Session;

namespace Harness.Emulator.Dispatch;

/// <summary>
/// A command cannot be executed with these arguments; the dispatcher answers with its text and class. To be thrown before the
/// first effect only.
/// </summary>
internal sealed class RefusedException(string text, ErrorClass errorClass = ErrorClass.GenericError) : Exception(text)
{
    public ErrorClass ErrorClass { get; } = errorClass;
}
