using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>A request as it came. <see cref="Path"/> is below the simulated host.</summary>
public sealed record AzureRequest(
    string Method, string Host, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers,
    JsonNode? Body)
{
    private const string Bearer = "Bearer ";

    /// <summary>Whom the token names: the simulation's tokens are the names of their principals. Empty without a token.</summary>
    public string Principal =>
        Header("Authorization") is var header && header.StartsWith(Bearer, StringComparison.Ordinal) ? header[Bearer.Length..] : "";

    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
