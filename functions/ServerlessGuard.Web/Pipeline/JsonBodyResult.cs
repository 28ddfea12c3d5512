using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>The result of reading a request body. Closed: parsed or refused.</summary>
internal abstract record JsonBodyResult
{
    private JsonBodyResult()
    {
    }

    /// <summary>
    /// Well-formed, within limits, no duplicate names, valid UTF-8 and no lone surrogates: every string in it can be read.
    /// Memory is not pooled; the record may outlive the request.
    /// </summary>
    /// <param name="Root">The parsed root.</param>
    /// <param name="Utf8">The body as it was sent.</param>
    internal sealed record Parsed(JsonElement Root, ReadOnlyMemory<byte> Utf8) : JsonBodyResult
    {
        /// <summary>A mutable copy that reads lazily from <see cref="Root"/>. Only for an object root.</summary>
        public JsonObject ToObject() =>
            JsonObject.Create(Root) ?? throw new InvalidOperationException("The root is not an object.");

        public override string ToString() => $"Parsed {{ {Utf8.Length} bytes }}";
    }

    internal sealed record Refused(GuardError Error) : JsonBodyResult;
}
