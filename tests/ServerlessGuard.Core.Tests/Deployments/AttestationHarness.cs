using System.Collections.Frozen;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Core.Tests.Deployments;

/// <summary>Two models with a suite, an attester with a key, and a store of attestations.</summary>
internal sealed class AttestationHarness : IPolicySource, IProbeSuiteSource
{
    public const string SuiteText = "version: 1\nprobes:\n  - { id: one, quick: true, prompt: one, must_contain: [one] }\n  - { id: two, "
        + "prompt: two, must_contain: [two] }\n";

    private ProbeSuiteResult _suite = ProbeSuiteLoader.Load(SuiteText, "claims.yaml");

    public AttestationHarness()
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Current = Suites.Policy with
        {
            Models = new[] { Suites.Model, Suites.Model with { Id = "other-ft" } }.ToFrozenDictionary(static m => m.Id),
            Attesters = new[] { new AttesterPolicy("pipeline", Key.PublicKey, TimeSpan.FromDays(90)) }.ToFrozenDictionary(static a => a.Id),
        };
        Store = new AttestationStore(Blobs, this, this, Audit, Clock);
    }

    public FakeTimeProvider Clock { get; }

    public InMemoryBlobStore Blobs { get; } = new();

    public InMemoryAuditLog Audit { get; } = new();

    public GuardPolicy Current { get; set; }

    public string Suite
    {
        get;
        set => (field, _suite) = (value, ProbeSuiteLoader.Load(value, "claims.yaml"));
    } = SuiteText;

    public AttesterKey Key { get; } = AttesterKey.Generate(new SeededEntropy(1));

    public AttesterKey OtherKey { get; } = AttesterKey.Generate(new SeededEntropy(2));

    public AttestationStore Store { get; }

    public static Revision Revision { get; } = new()
    {
        ModelName = "claims",
        ModelVersion = "7",
        FineTuneJob = "ftjob-1",
        TrainingFiles = ["aa", "bb"]
    };

    public ProbeSuiteResult? Find(ModelPolicy model) => _suite;

    public AttestationStatement Statement() => new()
    {
        Model = "claims-ft",
        Revision = Revision,
        Attester = "pipeline",
        Issued = Clock.GetUtcNow(),
        Expires = Clock.GetUtcNow() + TimeSpan.FromDays(90),
        Suite = "claims.yaml",
        SuiteDigest = Suites.Load(Suite).Digest,
        Passed = ["one", "two"],
        Failed = [],
    };

    public byte[] Envelope(Func<AttestationStatement, AttestationStatement>? change = null, AttesterKey? key = null) =>
        Revalidator.Sign((change ?? (static s => s))(Statement()), key ?? Key);

    public async Task<AttestationRefusal?> AcceptAsync(byte[] envelope) =>
        (await Store.AcceptAsync(envelope, "user:test", CancellationToken.None)).Refusal;

    public ValueTask<Attestation?> FindAsync(string model = "claims-ft", Revision? revision = null) =>
        Store.FindAsync(model, revision ?? Revision, CancellationToken.None);

    /// <summary>Puts bytes where an accepted envelope would be, as somebody who holds the store could.</summary>
    public async Task PlantAsync(byte[] bytes, string model = "claims-ft", Revision? revision = null)
    {
        using var stream = new MemoryStream(bytes);
        await Blobs.CreateAsync($"attestations/{model}/{(revision ?? Revision).Digest}/planted.json", stream, CancellationToken.None);
    }
}
