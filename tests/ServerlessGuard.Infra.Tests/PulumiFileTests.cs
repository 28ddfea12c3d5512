using ServerlessGuard.Infra.Tests.Support;
using YamlDotNet.Serialization;

namespace ServerlessGuard.Infra.Tests;

/// <summary>Pulumi.yaml says what GuardSettings reads, with the same defaults.</summary>
public sealed class PulumiFileTests
{
    private static readonly Dictionary<object, object> File = new DeserializerBuilder().Build()
        .Deserialize<Dictionary<object, object>>(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pulumi.yaml")));

    private static Dictionary<object, object> Config => (Dictionary<object, object>)File["config"];

    [Fact]
    public void Describes_EveryKeyThatIsRead_AndNoOther()
    {
        var read = new HashSet<string>();
        GuardSettings.Read(
            key =>
            {
                if (!key.Contains(':'))
                    read.Add(key);
                return Example.Values().GetValueOrDefault(key);
            }, "serverlessguard", "dev", Example.Files);

        Config.Keys.Cast<string>().ShouldBe(read, ignoreOrder: true);
        Config.Values.Cast<Dictionary<object, object>>().ShouldAllBe(e => e.ContainsKey("description") && e.ContainsKey("type"));
    }

    [Fact]
    public void Defaults_AreThoseOfTheProgram()
    {
        var required = Example.Values().Where(v => v.Key.Contains(':') || v.Key is "audience" or "models").ToDictionary();
        var written = Config.Where(e => ((Dictionary<object, object>)e.Value).ContainsKey("default") && (string)e.Key != "models")
            .ToDictionary(e => (string)e.Key, e => ((Dictionary<object, object>)e.Value)["default"] is List<object> list
                ? Example.List([.. list.Cast<string>()]) : (string)((Dictionary<object, object>)e.Value)["default"]);

        var silent = GuardSettings.Read(required.GetValueOrDefault, "serverlessguard", "dev", Example.Files);
        var said = GuardSettings.Read(
            key => required.GetValueOrDefault(key) ?? written.GetValueOrDefault(key), "serverlessguard", "dev", Example.Files);

        Facts(said).ShouldBe(Facts(silent));
    }

    private static string Facts(GuardSettings s) =>
        string.Join('|', s.Location, s.Network, s.AddressSpace, s.AllowedRanges.Count, s.NewAccount, s.ApprovedModels.Count,
            s.ReportingApplications.Count, s.Witness, s.WitnessKey, s.AlertEmails.Count, s.Budget, s.BudgetStart, s.ZoneRedundant,
            s.Profile, s.PipelineSubjects.Count, s.PipelineIssuer, s.GrantAccess, s.Principals.Count,
            s.ZonesGroup, s.LinkedNetworks.Count, s.GeoRedundant, s.KeepProofs, s.Salt, s.WitnessRanges.Count,
            s.InstanceMemory, s.MaximumInstances, s.AlwaysReady, s.PushEvents, s.EnforcePolicies, s.Lock);
}
