using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ServerlessGuard.FunctionsHost;

/// <summary>An app's settings, and the host's configuration that follows from them and from host.json.</summary>
public static class AppSettings
{
    internal const string Section = "AzureFunctionsJobHost";

    /// <summary>The values of a <c>local.settings.json</c>.</summary>
    public static Dictionary<string, string> Read(string file) =>
        JsonElement.Parse(File.ReadAllText(file))
            .GetProperty("Values")
            .EnumerateObject()
            .ToDictionary(static value => value.Name, static value => value.Value.GetString()!, StringComparer.Ordinal);

    /// <summary>As the host composes it: host.json under one section, which settings of the same path override.</summary>
    internal static IConfiguration Configuration(string hostJson, IReadOnlyDictionary<string, string> settings)
    {
        var file = new ConfigurationBuilder().AddJsonFile(hostJson).Build().AsEnumerable()
            .Where(static pair => pair.Value is not null).Select(static pair => KeyValuePair.Create($"{Section}:{pair.Key}", pair.Value));
        return new ConfigurationBuilder()
            .AddInMemoryCollection(file)
            // As the provider of environment variables reads them: that is where an app's settings are.
            .AddInMemoryCollection(settings.Select(
                static setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .AddInMemoryCollection([KeyValuePair.Create("AzureWebJobsConfigurationSection", (string?)Section)])
            .Build();
    }
}
