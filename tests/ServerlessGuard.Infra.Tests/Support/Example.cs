using ServerlessGuard.Infra.Settings;

namespace ServerlessGuard.Infra.Tests.Support;

/// <summary>Settings that use every part of the program.</summary>
internal static class Example
{
    private const string Models =
        $"/subscriptions/{ArmId.Subscription}/resourceGroups/claims/providers/Microsoft.CognitiveServices/accounts/claims,"
        + $"/subscriptions/{ArmId.Subscription}/resourceGroups/scoring/providers/Microsoft.MachineLearningServices/workspaces/scoring";

    public static readonly PolicyFiles Files = PolicyFiles.Beside();

    public static Dictionary<string, string> Values() => new()
    {
        ["subscription"] = ArmId.Subscription,
        ["tenant"] = "22222222-2222-2222-2222-222222222222",
        ["audience"] = "33333333-3333-3333-3333-333333333333",
        ["models"] = Models,
        ["newAccount"] = "guarded",
        ["approvedModels"] = "gpt-4o:2024-08-06,claims-ft:1",
        ["reportingApplications"] = "intake",
        ["witness"] = "https://witness.example.org/",
        ["witnessKey"] = "witness.example.org+0a1b2c3d+BCq2oXnGbYTzXOY6zbOvWLsyfFP2DdYJGvWSW1mE4iVm",
        ["alertEmails"] = "guard@example.org",
        ["budget"] = "500",
        ["budgetStart"] = "2026-12-01",
    };

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
