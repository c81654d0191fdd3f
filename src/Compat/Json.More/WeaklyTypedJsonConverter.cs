using System.Text.Json.Serialization;

namespace Json.More;

/// <summary>Base of converters. Has nothing of its own: it is in the signatures that JsonSchema.Net was compiled against.</summary>
public abstract class WeaklyTypedJsonConverter<T> : JsonConverter<T>;
