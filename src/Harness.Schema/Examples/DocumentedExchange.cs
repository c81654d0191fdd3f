using Harness.Schema.Examples.Json;
using Harness.Schema.Source;

namespace Harness.Schema.Examples;

/// <summary>An exchange as a document shows it, with every message read.</summary>
internal sealed record DocumentedExchange(string Title, IReadOnlyList<DocumentedMessage> Messages);

/// <param name="Arrow">Where the message begins.</param>
internal sealed record DocumentedMessage(bool FromClient, SourceSpan Arrow, LineText Text, ReadMessage Read);
