namespace Harness.Emulator.Dispatch;

/// <summary>A command cannot be executed with these arguments; the dispatcher answers with its text as <c>GenericError</c>.</summary>
internal sealed class RefusedException(string text) : Exception(text);
