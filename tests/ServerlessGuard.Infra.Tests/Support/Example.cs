using System.Text.Json;
using ServerlessGuard.Infra.Settings;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>Settings that use every part of the program.</summary>
internal static class Example
{
    private static readonly string Models = List(
        $"/subscriptions/{ArmId.Subscription}/resourceGroups/claims/providers/Microsoft.CognitiveServices/accounts/claims",
        $"/subscriptions/{ArmId.Subscription}/resourceGroups/scoring/providers/Microsoft.MachineLearningServices/workspaces/scoring");

    public static readonly PolicyFiles Files = PolicyFiles.Beside();

    public static Dictionary<string, string> Values() => new()
    {
        ["azure-native:subscriptionId"] = ArmId.Subscription,
        ["azure-native:tenantId"] = "22222222-2222-2222-2222-222222222222",
        ["audience"] = "33333333-3333-3333-3333-333333333333",
        ["models"] = Models,
        ["newAccount"] = "guarded",
        ["approvedModels"] = List("gpt-4o:2024-08-06", "claims-ft:1"),
        ["reportingApplications"] = List("intake"),
        ["witness"] = "https://witness.example.org/",
        ["witnessKey"] = "witness.example.org+0a1b2c3d+BCq2oXnGbYTzXOY6zbOvWLsyfFP2DdYJGvWSW1mE4iVm",
        ["witnessRanges"] = List("198.51.100.7/32"),
        ["alertEmails"] = List("guard@example.org"),
        ["pipelineSubjects"] = List("repo:example/guard:environment:production", "repo:example/guard:ref:refs/heads/main"),
        ["budget"] = "500",
        ["budgetStart"] = "2026-12-01",
    };

    /// <summary>A list as the engine hands it over.</summary>
    public static string List(params string[] parts) => JsonSerializer.Serialize(parts);

    public static GuardSettings Settings(string stack, params (string Key, string? Value)[] changes)
    {
        var values = Values();
        foreach (var (key, value) in changes)
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        return GuardSettings.Read(values.GetValueOrDefault, "serverlessguard", stack, Files);
    }
}
