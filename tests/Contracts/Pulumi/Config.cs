using System.Text.Json;

namespace Pulumi;

/// <summary>Reads what the engine hands over in PULUMI_CONFIG, as the real one does.</summary>
public sealed class Config(string? name = null)
{
    private readonly string _name = name ?? Deployment.Instance.ProjectName;

    public string? Get(string key)
    {
        var all = Environment.GetEnvironmentVariable("PULUMI_CONFIG");
        return all is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(all)!.GetValueOrDefault($"{_name}:{key}");
    }
}
