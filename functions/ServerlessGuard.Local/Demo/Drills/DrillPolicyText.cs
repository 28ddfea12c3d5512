namespace ServerlessGuard.Local.Demo.Drills;

/// <summary>The policies and the probe suite that the drills' scenarios run under.</summary>
internal static class DrillPolicyText
{
    public const string Attester = "pipeline";

    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/drill";

    public const string Account = $"{Group}/providers/Microsoft.CognitiveServices/accounts/drill";
    public const string KeyAccount = $"{Group}/providers/Microsoft.CognitiveServices/accounts/drillkeys";
    public const string Grant = $"{Account}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-0000000000d1";

    public const string Probes = """
        version: 1
        probes:
          - id: answers
            kind: golden
            quick: true
            prompt: "Say good morning to the team."
            must_contain: ["good morning"]
          - id: keeps-keys
            kind: leakage
            quick: true
            prompt: "Say good night to the team."
            no_secret: true
        """;

    /// <summary>Deployments of an Azure OpenAI account.</summary>
    public static string OnAzure(Uri endpoint, string attesterKey) => $$"""
        version: 1
        applications:
          - { id: drill, tier: drilled, models: [drill-model], callers: ["key:drill"] }
        tiers:
          drilled:
            stream: buffered
            output: { personal: mask, secrets: block, markup: neutralise, leakage: block }
            rollback: { alpha: 0.01, drill_every: 7d, restore_within: 5m }
        models:
          drill-model: { platform: azure-openai, endpoint: "{{endpoint}}", deployment: drill, standby: drill-previous, probes: probes.yaml, resource: "{{Account}}" }
        attesters:
          - { id: {{Attester}}, key: "{{attesterKey}}", valid_for: 90d }
        credentials:
          - { id: model-key, platform: azure-openai, resource: "{{Account}}", secret: model-key, rotate_every: 30d, overlap: 24h }
          - { id: drill-key, platform: azure-openai, resource: "{{KeyAccount}}", secret: drill-key, rotate_every: 30d, overlap: 24h }
        """;

    /// <summary>The drills of that policy.</summary>
    public const string Drills = $$"""

        drills:
          rollback: { model: drill-model, bad_name: drill-bad, bad_version: "1" }
          revocation: { credential: drill-key, grant: "{{Grant}}" }
          incident: { application: drill }
        """;

    /// <summary>Two models of an OpenAI-compatible upstream, of which the standby is the bad one.</summary>
    public static string OnUpstream(string attesterKey) => $$"""
        version: 1
        applications:
          - { id: drill, tier: drilled, models: [drill-model], callers: ["key:drill"] }
        tiers:
          drilled:
            stream: buffered
            rollback: { drill_every: 7d, restore_within: 5m }
        models:
          drill-model: { platform: openai, deployment: drill-good, standby: drill-bad, probes: probes.yaml }
        attesters:
          - { id: {{Attester}}, key: "{{attesterKey}}", valid_for: 90d }
        drills:
          rollback: { model: drill-model, bad_name: drill-bad, bad_version: "1" }
        """;
}
