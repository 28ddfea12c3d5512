using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>A response of the simulation.</summary>
public sealed record AzureResponse(int Status, JsonNode? Body = null)
{
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    /// <summary>A body that is no JSON document.</summary>
    public string? Text { get; init; }

    /// <summary>Of <see cref="Text"/>.</summary>
    public string TextType { get; init; } = "application/xml";

    public static AzureResponse Error(int status, string code, string? inner = null) => new(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = $"{code}: simulated.",
            ["innererror"] = inner is null ? null : new JsonObject { ["code"] = inner },
        },
    });

    public AzureResponse With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
