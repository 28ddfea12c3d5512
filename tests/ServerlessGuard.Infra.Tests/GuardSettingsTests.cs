using ServerlessGuard.Infra.Settings;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

public sealed class GuardSettingsTests
{
    private const string Group = $"/subscriptions/{ArmId.Subscription}/resourceGroups/hub";

    [Theory]
    [InlineData("azure-native:subscriptionId", "mine")]
    [InlineData("azure-native:subscriptionId", "SUBSCRIPTION-ID")]
    [InlineData("azure-native:tenantId", "example.onmicrosoft.com")]
    [InlineData("salt", "No Good")]
    [InlineData("profile", "tiny")]
    [InlineData("geoRedundant", "1")]
    [InlineData("keepProofs", "no")]
    [InlineData("audience", "api://guard")]
    [InlineData("location", "West Europe")]
    [InlineData("network", "public")]
    [InlineData("addressSpace", "8.8.8.0/24")]
    [InlineData("addressSpace", "10.40.8.0/20")]
    [InlineData("addressSpace", "10.40.0.0/24")]
    [InlineData("newAccount", "a")]
    [InlineData("newAccount", "Not Valid!")]
    [InlineData("budget", "-1")]
    [InlineData("budgetStart", "2026-01-15")]
    [InlineData("zoneRedundant", "yes")]
    [InlineData("instanceMemory", "512")]
    [InlineData("instanceMemory", "1024")]
    [InlineData("maximumInstances", "7")]
    [InlineData("alwaysReady", "on")]
    [InlineData("pushEvents", "TRUE")]
    [InlineData("enforcePolicies", "deny")]
    [InlineData("lock", "1")]
    public void Rejects_ABadValue_WithItsKeyAndAFix(string key, string value)
    {
        var faults = Should.Throw<SettingsException>(() => Example.Settings("dev", ("network", "locked-public"), (key, value))).Faults;

        var named = key.Contains(':') ? key : $"serverlessguard:{key}";
        faults.ShouldHaveSingleItem().ShouldStartWith($"{named} is '{value}'");
        faults[0].ShouldContain($"pulumi config set {named} ");
    }

    [Theory]
    [InlineData("allowedRanges", "203.0.113.7/24")]
    [InlineData("allowedRanges", "2001:db8::/32")]
    [InlineData("models", "/subscriptions/x/resourceGroups/y")]
    [InlineData("approvedModels", "gpt-4o")]
    [InlineData("reportingApplications", "Intake App")]
    [InlineData("alertEmails", "nobody")]
    [InlineData("witnessRanges", "198.51.100.7")]
    [InlineData("pipelineSubjects", "repo:example/*")]
    [InlineData("principals", "group:data-stewards")]
    [InlineData("linkedNetworks", "hub")]
    public void Rejects_ABadPartOfAList_WithItsPlaceAndAFix(string key, string part)
    {
        var faults = Should.Throw<SettingsException>(
            () => Example.Settings("dev", ("network", "locked-public"), (key, Example.List(part)))).Faults;

        faults[0].ShouldStartWith($"serverlessguard:{key} holds '{part}'");
        faults[0].ShouldContain($"pulumi config set --path 'serverlessguard:{key}[0]' ");
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("\"a\"")]
    [InlineData("[1]")]
    [InlineData("{\"a\":1}")]
    public void Rejects_WhatIsNoList(string value) =>
        Should.Throw<SettingsException>(() => Example.Settings("dev", ("models", value))).Faults
        .ShouldContain(f => f.StartsWith("serverlessguard:models is '", StringComparison.Ordinal) && f.Contains("--path"));

    /// <summary>A copy of the example that nobody filled in makes nothing.</summary>
    [Fact]
    public void Rejects_TheExample_AsItIs()
    {
        var config = (Dictionary<object, object>)new YamlDotNet.Serialization.DeserializerBuilder().Build()
            .Deserialize<Dictionary<object, object>>(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "stack.example.yaml")))["config"];
        var values = config.ToDictionary(
            c => ((string)c.Key).Replace("serverlessguard:", "", StringComparison.Ordinal),
            c => c.Value is List<object> list ? Example.List([.. list.Cast<string>()]) : (string)c.Value);

        var faults = Should.Throw<SettingsException>(
            () => GuardSettings.Read(values.GetValueOrDefault, "serverlessguard", "dev", Example.Files)).Faults;

        faults.ShouldContain(f => f.StartsWith("azure-native:subscriptionId is 'SUBSCRIPTION-ID'", StringComparison.Ordinal));
        faults.ShouldContain(f => f.StartsWith("azure-native:tenantId", StringComparison.Ordinal));
        faults.ShouldContain(f => f.StartsWith("serverlessguard:audience", StringComparison.Ordinal));
        faults.ShouldContain(f => f.StartsWith("serverlessguard:models", StringComparison.Ordinal));
    }

    [Fact]
    public void Reports_EveryFaultAtOnce()
    {
        var faults = Should.Throw<SettingsException>(
            () => Example.Settings("dev", ("azure-native:subscriptionId", null), ("network", "open"), ("budget", "lots"))).Faults;

        faults.Count.ShouldBeGreaterThanOrEqualTo(3);
        faults.ShouldContain(f => f.Contains("azure-native:subscriptionId is missing"));
    }

    [Theory]
    [InlineData("allowedRanges", "[\"203.0.113.0/24\"]", "no meaning with network private")]
    [InlineData("pushEvents", "true", "cannot be true with network private")]
    [InlineData("models", "", "nothing to guard", "newAccount", "")]
    [InlineData("enforcePolicies", "true", "would deny every deployment", "approvedModels", "")]
    [InlineData("addressSpace", "10.40.16.0/16", "its own boundary")]
    [InlineData("addressSpace", "10.999.0.0/16", "its own boundary")]
    [InlineData("budgetStart", "", "budgetStart is missing")]
    [InlineData("azure-native:subscriptionId", "99999999-9999-9999-9999-999999999999", "of another subscription")]
    [InlineData("grantAccess", "true", "nothing says who 'group:data-stewards' of guard.yaml's access is")]
    [InlineData("network", "locked-public", "have no meaning with network locked-public", "zonesGroup", Group)]
    [InlineData("zonesGroup", Group, "their owner links them", "linkedNetworks", "[\"" + Group + "/providers/Microsoft.Network/virtualNetworks/hub\"]")]
    [InlineData("profile", "starter", "cannot be private with profile starter", "network", "private")]
    [InlineData("profile", "starter", "deny the broad roles", "enforcePolicies", "true")]
    [InlineData("enforcePolicies", "true", "public-network denies every account", "network", "locked-public")]
    [InlineData("location", "polandcentral", "geoRedundant cannot be true in polandcentral")]
    [InlineData("witnessRanges", "", "lets no app out to the witness")]
    [InlineData("witness", "", "there is none", "witnessKey", "")]
    public void Rejects_WhatDoesNotGoTogether(string key, string value, string says, string? otherKey = null, string? otherValue = null)
    {
        (string, string?)[] changes = otherKey is null ? [(key, value)] : [(key, value), (otherKey, otherValue)];

        Should.Throw<SettingsException>(() => Example.Settings("dev", changes)).Message.ShouldContain(says);
    }

    [Fact]
    public void Rejects_ARetentionThatIsNoDuration_AndAWildcardRole()
    {
        var files = Example.Files with
        {
            Guard = "tiers:\n  a:\n    retain: { content: forever }\n",
            DutiesText = "version: 1\nroles:\n  all: { actions: ['*/read'] }\nduties:\n  a: { functions: [], grants: [{ role: none, on: "
                + "accounts }] }\n",
        };

        var faults = Should.Throw<SettingsException>(
            () => GuardSettings.Read(Example.Values().GetValueOrDefault, "serverlessguard", "dev", files)).Faults;

        faults.ShouldContain(f => f.Contains("tiers.a.retain.content is 'forever'"));
        faults.ShouldContain(f => f.Contains("wildcard '*/read'"));
        faults.ShouldContain(f => f.Contains("names the role 'none'"));
    }

    /// <summary>The guard on one machine rotates these; here each is refused with the reason, before its first rotation fails.</summary>
    [Theory]
    [InlineData("azure-storage", "has no keys")]
    [InlineData("azure-eventgrid", "has no keys")]
    [InlineData("generic", "no web hook")]
    public void Rejects_ACredential_ThatTheDeployedGuardDoesNotRotate(string platform, string why)
    {
        var files = Example.Files with
        {
            Guard = $"credentials:\n  - {{ id: key, platform: {platform}, resource: 'https://rotate.example.org/', secret: key }}\n",
        };

        Should.Throw<SettingsException>(
            () => GuardSettings.Read(Example.Values().GetValueOrDefault, "serverlessguard", "dev", files)).Faults
            .ShouldHaveSingleItem().ShouldContain(why);
    }

    [Fact]
    public void Rejects_AModel_WhoseKeyIsInAVariable()
    {
        var files = Example.Files with { Guard = "models:\n  small: { platform: openai, endpoint: 'https://a.example', key_env: A_KEY }\n" };

        Should.Throw<SettingsException>(
            () => GuardSettings.Read(Example.Values().GetValueOrDefault, "serverlessguard", "dev", files)).Faults
            .ShouldHaveSingleItem().ShouldContain("models.small.key_env");
    }

    /// <summary>Azure refuses a whole app on Linux for one setting whose name has a hyphen.</summary>
    [Theory]
    [InlineData("case-sweep")]
    [InlineData("Case")]
    [InlineData("1st")]
    public void Rejects_AFunction_WhoseSettingAzureRefuses(string function)
    {
        var files = Example.Files with
        {
            DutiesText = $"version: 1\nroles: {{}}\nduties:\n  a: {{ functions: [{function}], grants: [] }}\n"
        };

        Should.Throw<SettingsException>(
            () => GuardSettings.Read(Example.Values().GetValueOrDefault, "serverlessguard", "dev", files)).Faults
            .ShouldHaveSingleItem().ShouldContain($"the function '{function}' of duty 'a'");
    }

    [Fact]
    public void Takes_RetentionAndCredentials_FromThePolicy()
    {
        var facts = Example.Settings("dev").Policy;

        facts.Tiers.ShouldContain(new TierRetention("regulated", 7 * 365, 3650));
        facts.Credentials.ShouldContain(c => c.Secret == "claims-key");
    }
}
