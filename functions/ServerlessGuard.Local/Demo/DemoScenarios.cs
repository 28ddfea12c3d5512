using ServerlessGuard.Local.Demo.Scenarios;

namespace ServerlessGuard.Local.Demo;

/// <summary>The scenarios in the order they run. A capability adds its own here.</summary>
internal static class DemoScenarios
{
    public static IReadOnlyList<IDemoScenario> All { get; } =
    [
        new SensitivePrompt(),
        new SecretInPrompt(),
        new LeakedSecretInStream(),
        new ObfuscatedIdentifierInStream(),
        new ForbiddenTool(),
        new BadToolArguments(),
        new HeldToolCall(),
        new InjectedToolResult(),
        new ResultChoosesCustomer(),
        new Stranger(),
        new ForbiddenModel(),
        new ObserveMode(),
        new BrokenAuditLog(),
        new BrokenVault(),
        new BadPolicy(),
        new KeyNearExpiry(),
        new WorseRevision(),
        new ScheduledDrills(),
        new CrashedDrill(),
        new LiveKeyInPrompt(),
        new StoppedModel(),
        new UnexpectedGrant(),
        new LeakTrace(),
        new ShadowDeployment(),
        new UnattestedUpdate(),
        new TamperedLog(),
        new EvidencePackWritten(),
        new TamperedPack(),
        new ChangedMcpTool(),
    ];
}
