using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.Configuration;
using ServerlessGuard.Infra.Tests.Support;
using ServerlessGuard.Tests;

namespace ServerlessGuard.Infra.Tests;

/// <summary>
/// A host starts no queue or timer trigger whose name it cannot resolve, and answers HTTP as if nothing were wrong. So every name in the
/// published app's triggers is resolved by the host's own resolver over the settings that the program writes.
/// </summary>
public sealed class TriggerNameTests
{
    private static readonly Regex Percent = new("%[^%]*%", RegexOptions.NonBacktracking);

    [Fact]
    public async Task EveryName_OfTheAppsTriggers_Resolves_OverWhatInfraWrites()
    {
        var bindings = Bindings();
        var names = bindings.SelectMany(static b => b.EnumerateObject()).Where(static p => p.Value.ValueKind == JsonValueKind.String)
            .SelectMany(static p => Percent.Matches(p.Value.GetString()!)).Select(static m => m.Value).Distinct().ToList();
        names.Count.ShouldBe(Example.Settings("dev").Duties.Schedules.Count + 1);

        foreach (var (app, settings) in await SettingsAsync())
        {
            var resolver = new DefaultNameResolver(AsHostsRead(settings));
            foreach (var name in names)
                Should.NotThrow(() => resolver.ResolveWholeString(name), $"{app}: {name}").ShouldNotBeNullOrWhiteSpace($"{app}: {name}");
        }
    }

    /// <summary>Why the names are flat.</summary>
    [Fact]
    public void ANameWithTwoUnderscores_DoesNotResolve_ThoughItsSettingIsThere() =>
        new DefaultNameResolver(AsHostsRead(new Dictionary<string, string> { ["Guard__EventsQueue"] = "events" }))
            .Resolve("Guard__EventsQueue")
            .ShouldBeNull();

    [Fact]
    public async Task EveryConnection_OfTheAppsTriggers_IsGiven_ByIdentity()
    {
        var connections = Bindings().Where(static b => b.TryGetProperty("connection", out _))
            .Select(static b => b.GetProperty("connection").GetString()!)
            .Distinct()
            .ToList();
        connections.ShouldNotBeEmpty();
        foreach (var (app, settings) in await SettingsAsync())
        {
            foreach (var connection in connections)
                foreach (var part in (string[])["queueServiceUri", "credential", "clientId"])
                    AsHostsRead(settings).GetSection(connection)[part].ShouldNotBeNullOrEmpty($"{app}: {connection}__{part}");
        }
    }

    private static List<JsonElement> Bindings()
    {
        using var metadata = JsonDocument.Parse(PublishedApp.Metadata);
        return [.. metadata.RootElement.EnumerateArray()
            .SelectMany(static f => f.GetProperty("bindings").EnumerateArray())
            .Select(static b => b.Clone())];
    }

    /// <summary>The platform hands settings over as environment variables, whose reader turns two underscores into a colon.</summary>
    private static IConfigurationRoot AsHostsRead(IReadOnlyDictionary<string, string> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(static s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value))).Build();

    private static async Task<List<(string App, IReadOnlyDictionary<string, string> Settings)>> SettingsAsync() =>
        [.. (await Graph.OfAsync()).Of("web:WebApp")
            .Select(static app => (app.Name, (IReadOnlyDictionary<string, string>)app.List("siteConfig.appSettings")
            .Cast<IReadOnlyDictionary<string, object>>().ToDictionary(static s => (string)s["name"], static s => (string)s["value"])))];
}
