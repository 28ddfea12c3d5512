using System.Text.Json.Nodes;

namespace ServerlessGuard.Testing.SimulatedAzure;

internal sealed record SimulatedAnswer(int Status, JsonNode? Body = null)
{
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>A body that is no JSON.</summary>
    public string? Text { get; init; }

    public static SimulatedAnswer Error(int status, string code, string? inner = null) => new(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = $"{code}: simulated.",
            ["innererror"] = inner is null ? null : new JsonObject { ["code"] = inner },
        },
    });

    public SimulatedAnswer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
