using ServerlessGuard.Local.Demo.Chapters;

namespace ServerlessGuard.Local.Demo;

/// <summary>The chapters in the order they are told. A capability adds its own here.</summary>
internal static class DemoStory
{
    public static IReadOnlyList<IDemoChapter> Chapters { get; } =
    [
        new SensitivePrompt(),
        new SecretInPrompt(),
        new LeakedSecretInStream(),
        new ObfuscatedIdentifierInStream(),
        new ForbiddenTool(),
        new BadToolArguments(),
        new HeldAnswer(),
        new InjectedToolResult(),
        new Stranger(),
        new ForbiddenModel(),
        new ObserveMode(),
        new BrokenAuditLog(),
        new BrokenVault(),
        new BadPolicy(),
        new KeyNearExpiry(),
        new WorseRevision(),
        new DrillsPass(),
        new KilledDrill(),
        new LiveKeyInPrompt(),
        new StoppedModel(),
        new WhoCanChangeTheModel(),
        new StoryOfALeak(),
        new ShadowDeployment(),
        new UnattestedUpdate(),
        new TamperedLog(),
        new EvidencePackWritten(),
        new TamperedPack(),
    ];
}
