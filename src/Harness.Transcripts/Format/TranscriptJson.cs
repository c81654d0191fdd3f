using System.Text.Json.Serialization;

namespace Harness.Transcripts.Format;

[JsonSerializable(typeof(string))]
internal sealed partial class TranscriptJson : JsonSerializerContext;
