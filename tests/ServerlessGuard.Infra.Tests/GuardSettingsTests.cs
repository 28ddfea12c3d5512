using ServerlessGuard.Infra.Settings;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

public sealed class GuardSettingsTests
{
    [Theory]
    [InlineData("subscription", "mine")]
    [InlineData("tenant", "example.onmicrosoft.com")]
    [InlineData("audience", "api://guard")]
    [InlineData("location", "West Europe")]
    [InlineData("network", "public")]
    [InlineData("addressSpace", "8.8.8.0/24")]
    [InlineData("allowedRanges", "203.0.113.7/24")]
    [InlineData("allowedRanges", "2001:db8::/32")]
    [InlineData("addressSpace", "10.40.8.0/20")]
    [InlineData("addressSpace", "10.40.0.0/24")]
    [InlineData("newAccount", "a")]
    [InlineData("models", "/subscriptions/x/resourceGroups/y")]
    [InlineData("newAccount", "Not Valid!")]
    [InlineData("approvedModels", "gpt-4o")]
    [InlineData("reportingApplications", "Intake App")]
    [InlineData("alertEmails", "nobody")]
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

        faults.ShouldHaveSingleItem().ShouldStartWith($"serverlessguard:{key} is '{value}'");
        faults[0].ShouldContain($"pulumi config set serverlessguard:{key} ");
    }

    [Fact]
    public void Reports_EveryFaultAtOnce()
    {
        var faults = Should.Throw<SettingsException>(
            () => Example.Settings("dev", ("subscription", null), ("network", "open"), ("budget", "lots"))).Faults;

        faults.Count.ShouldBeGreaterThanOrEqualTo(3);
        faults.ShouldContain(f => f.Contains("serverlessguard:subscription is missing"));
    }

    [Theory]
    [InlineData("allowedRanges", "203.0.113.0/24", "no meaning with network private")]
    [InlineData("pushEvents", "true", "cannot be true with network private")]
    [InlineData("models", "", "nothing to guard", "newAccount", "")]
    [InlineData("enforcePolicies", "true", "would deny every deployment", "approvedModels", "")]
    [InlineData("addressSpace", "10.40.16.0/16", "its own boundary")]
    [InlineData("addressSpace", "10.999.0.0/16", "its own boundary")]
    [InlineData("budgetStart", "", "budgetStart is missing")]
    [InlineData("subscription", "99999999-9999-9999-9999-999999999999", "of another subscription")]
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
