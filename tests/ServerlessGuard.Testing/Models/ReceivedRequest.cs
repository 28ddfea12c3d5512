using System.Text.Json.Nodes;

namespace ServerlessGuard.Testing.Models;

/// <summary>A request as a model saw it.</summary>
public sealed record ReceivedRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}
