using System.Text.Json.Nodes;

namespace ServerlessGuard.Testing.SimulatedAzure;

public sealed record SimulatedRequest(string Method, string Host, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
