using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Outcomes;

/// <summary>The deployment that answered for a model, and its revision's digest where that is known.</summary>
public sealed record ServedDeployment(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("deployment")] string Deployment,
    [property: JsonPropertyName("revision")] string? Revision)
{
    /// <summary>The same for the same three, 32 hex digits: deployments' names are no document keys.</summary>
    public string Key() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Model}\n{Deployment}\n{Revision}")).AsSpan(0, 16));
}

/// <summary>The counts of all instances for one deployment's revision.</summary>
public sealed record ServedTotals(ServedDeployment Served, OutcomeCounts Counts);
