using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;

namespace ServerlessGuard.Core.Tests.Deployments.Attestations;

public sealed class AttestationTests
{
    private readonly AttestationHarness _world = new();

    private static readonly Revision Other = AttestationHarness.Revision with { ModelVersion = "8" };

    [Fact]
    public async Task AnAcceptedAttestation_IsFoundForItsRevisionAndModel_AndNoOther()
    {
        (await _world.AcceptAsync(_world.Envelope())).ShouldBeNull();

        var found = (await _world.FindAsync()).ShouldNotBeNull();
        found.Revision.ShouldBe(AttestationHarness.Revision);
        found.Revision.FineTuneJob.ShouldBe("ftjob-1");
        found.Attester.ShouldBe("pipeline");
        found.Expires.ShouldBe(_world.Clock.GetUtcNow() + TimeSpan.FromDays(90));
        (await _world.Store.ListAsync("claims-ft", CancellationToken.None)).ShouldBe([found]);
        (await _world.FindAsync(revision: Other)).ShouldBeNull();
        (await _world.FindAsync("other-ft")).ShouldBeNull();
        (await _world.Store.ListAsync("other-ft", CancellationToken.None)).ShouldBeEmpty();
        var entry = _world.Audit.Entries.Single();
        entry.Kind.ShouldBe(AuditKinds.AttestationAccepted);
        entry.Facts["revision"].ShouldBe(AttestationHarness.Revision.Digest);
        entry.Facts["attestation"].ShouldBe(found.Id);
    }

    public static TheoryData<string, AttestationRefusal> Bad => new()
    {
        { "signed with another key", AttestationRefusal.Signature },
        { "an attester whom nobody knows", AttestationRefusal.Attester },
        { "a model that the policy does not have", AttestationRefusal.Model },
        { "a failed probe", AttestationRefusal.Result },
        { "no probe", AttestationRefusal.Result },
        { "a probe left out", AttestationRefusal.Suite },
        { "another suite", AttestationRefusal.Suite },
        { "issued tomorrow", AttestationRefusal.Early },
        { "over by its own date", AttestationRefusal.Expired },
        { "over by valid_for", AttestationRefusal.Expired },
        { "another payload type", AttestationRefusal.Envelope },
        { "no signature", AttestationRefusal.Envelope },
        { "nonsense", AttestationRefusal.Envelope },
        { "too large", AttestationRefusal.Envelope },
        { "no statement", AttestationRefusal.Statement },
        { "another revision's digest as subject", AttestationRefusal.Statement },
        { "PASSED beside failed probes", AttestationRefusal.Statement },
        { "two subjects", AttestationRefusal.Statement },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task WhatDoesNotAttest_IsRefused_NotKept_AndNotBelievedWhenPlanted(string what, AttestationRefusal refusal)
    {
        var bytes = Make(what);
        (await _world.AcceptAsync(bytes)).ShouldBe(refusal);
        _world.Audit.Entries.Single().Kind.ShouldBe(AuditKinds.AttestationRefused);
        _world.Audit.Entries.Single().Facts["refusal"].ShouldBe(refusal.ToString().ToLowerInvariant());
        (await _world.Blobs.ListAsync("attestations/", CancellationToken.None).ToListAsync(CancellationToken.None)).ShouldBeEmpty();
        await _world.PlantAsync(bytes);
        await _world.PlantAsync(bytes, "other-ft");
        (await _world.FindAsync()).ShouldBeNull();
        (await _world.FindAsync("other-ft")).ShouldBeNull();
        (await _world.Store.ListAsync("claims-ft", CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnEnvelope_MovedToAnotherModelOrRevision_IsNotBelieved()
    {
        var bytes = _world.Envelope();
        await _world.PlantAsync(bytes, "other-ft");
        await _world.PlantAsync(bytes, revision: Other);
        (await _world.FindAsync("other-ft")).ShouldBeNull();
        (await _world.FindAsync(revision: Other)).ShouldBeNull();
    }

    [Fact]
    public async Task AnAttestation_EndsWithItsTime_ItsAttester_AndItsSuite()
    {
        await _world.AcceptAsync(_world.Envelope());
        var policy = _world.Current;

        _world.Suite += "# another text\n";
        (await _world.FindAsync()).ShouldBeNull();
        _world.Suite = AttestationHarness.SuiteText;
        (await _world.FindAsync()).ShouldNotBeNull();
        _world.Current = policy with
        {
            Attesters = policy.Attesters.Values.Select(static a => a with { ValidFor = TimeSpan.FromDays(1) })
            .ToFrozenDictionary(static a => a.Id)
        };
        (await _world.FindAsync())!.Expires.ShouldBe(_world.Clock.GetUtcNow().AddDays(1));
        _world.Current = policy with
        {
            Attesters = policy.Attesters.Values.Select(a => a with { PublicKey = _world.OtherKey.PublicKey })
            .ToFrozenDictionary(static a => a.Id)
        };
        (await _world.FindAsync()).ShouldBeNull();
        _world.Current = policy;
        _world.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        (await _world.FindAsync()).ShouldNotBeNull();
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _world.FindAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task TheLongestLasting_IsTheBest_AndTheNewestIsFirst()
    {
        await _world.AcceptAsync(_world.Envelope());
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.AcceptAsync(_world.Envelope(static s => s with { Expires = s.Issued.AddDays(2) }));
        await _world.AcceptAsync(_world.Envelope(static s => s with { Revision = Other }));

        (await _world.FindAsync())!.Expires.ShouldBe(_world.Clock.GetUtcNow().AddDays(89));
        var all = await _world.Store.ListAsync("claims-ft", CancellationToken.None);
        all.Count.ShouldBe(3);
        all[^1].Issued.ShouldBe(_world.Clock.GetUtcNow().AddDays(-1));
    }

    [Fact]
    public async Task AcceptedTwice_IsOneEntryAndOneEnvelope()
    {
        var bytes = _world.Envelope();
        await _world.AcceptAsync(bytes);
        await _world.AcceptAsync(bytes);
        _world.Audit.Entries.Count.ShouldBe(1);
        (await _world.Blobs.ListAsync("attestations/", CancellationToken.None).ToListAsync(CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task WhatCannotBeRecorded_DoesNotCount()
    {
        var store = new AttestationStore(_world.Blobs, _world, _world, new FaultingAuditLog(_world.Audit, FaultPlan.From(1)), _world.Clock);
        await Should.ThrowAsync<StoreUnavailableException>(
            async () => await store.AcceptAsync(_world.Envelope(), "user:test", CancellationToken.None));
        (await _world.FindAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task AStoreThatIsDown_IsNotTakenForAnEmptyOne()
    {
        await _world.AcceptAsync(_world.Envelope());
        var store = new AttestationStore(
            new FaultingBlobStore(_world.Blobs, FaultPlan.From(1)), _world, _world, _world.Audit, _world.Clock);
        await Should.ThrowAsync<StoreUnavailableException>(
            async () => await store.FindAsync("claims-ft", AttestationHarness.Revision, CancellationToken.None));
    }

    [Fact]
    public void AnyChangedByte_IsRefused_OrSaysTheSame()
    {
        var bytes = _world.Envelope();
        var wanted = JsonSerializer.Serialize(_world.Statement());
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Int[0, 3], Gen.Byte.Array[0, 3]).Sample(
            change =>
            {
                var changed = bytes.ToList();
                changed.RemoveRange(change.Item1, Math.Min(change.Item2, bytes.Length - change.Item1));
                changed.InsertRange(change.Item1, change.Item3);
                var check = AttestationVerifier.Check(changed.ToArray(), _world.Current, _world, _world.Clock.GetUtcNow());
                return check.Attestation is null || JsonSerializer.Serialize(check.Signed) == wanted;
            },
            iter: 1500);
    }

    /// <summary>
    /// Read with nothing of ours: the bytes by hand from the two specifications, the signature by another implementation's interface.
    /// </summary>
    [Fact]
    public void Envelope_IsReadAndVerified_ByHandFromTheSpecifications()
    {
        var envelope = JsonNode.Parse(_world.Envelope())!;
        var type = (string)envelope["payloadType"]!;
        var payload = Convert.FromBase64String((string)envelope["payload"]!);
        type.ShouldBe("application/vnd.in-toto+json");
        var signed = Encoding.ASCII.GetBytes("DSSEv1 28 application/vnd.in-toto+json " + payload.Length + " ").Concat(payload).ToArray();
        var verifier = new Ed25519Signer();
        verifier.Init(false, new Ed25519PublicKeyParameters(_world.Key.PublicKey.Span));
        verifier.BlockUpdate(signed, 0, signed.Length);
        verifier.VerifySignature(Convert.FromBase64String((string)envelope["signatures"]![0]!["sig"]!)).ShouldBeTrue();

        var statement = JsonNode.Parse(payload)!;
        ((string?)statement["_type"]).ShouldBe("https://in-toto.io/Statement/v1");
        ((string?)statement["predicateType"]).ShouldBe("https://in-toto.io/attestation/test-result/v0.1");
        ((string?)statement["subject"]![0]!["digest"]!["sha256"]).ShouldBe(AttestationHarness.Revision.Digest);
        ((string?)statement["predicate"]!["result"]).ShouldBe("PASSED");
        ((string?)statement["predicate"]!["configuration"]![0]!["digest"]!["sha256"])
            .ShouldBe(Suites.Load(AttestationHarness.SuiteText).Digest);
        statement["predicate"]!["passedTests"]!.AsArray().Select(static t => (string?)t).ShouldBe(["one", "two"]);
        statement["predicate"]!["failedTests"]!.AsArray().ShouldBeEmpty();
    }

    private byte[] Make(string what) => what switch
    {
        "signed with another key" => _world.Envelope(key: _world.OtherKey),
        "an attester whom nobody knows" => _world.Envelope(static s => s with { Attester = "stranger" }),
        "a model that the policy does not have" => _world.Envelope(static s => s with { Model = "nobody" }),
        "a failed probe" => _world.Envelope(static s => s with { Passed = ["one"], Failed = ["two"] }),
        "no probe" => _world.Envelope(static s => s with { Passed = [] }),
        "a probe left out" => _world.Envelope(static s => s with { Passed = ["one"] }),
        "another suite" => _world.Envelope(static s => s with { SuiteDigest = new string('0', 64) }),
        "issued tomorrow" => _world.Envelope(static s => s with { Issued = s.Issued.AddDays(1) }),
        "over by its own date" => _world.Envelope(static s => s with { Expires = s.Issued }),
        "over by valid_for" => _world.Envelope(static s => s with { Issued = s.Issued.AddDays(-90), Expires = s.Issued.AddDays(90) }),
        "another payload type" => Resigned(static e => e with { PayloadType = "application/json" }),
        "no signature" => Resigned(static e => e with { Signatures = [] }),
        "nonsense" => "{\"payload\": 3}"u8.ToArray(),
        "too large" => [.. _world.Envelope(), .. Enumerable.Repeat((byte)' ', DsseEnvelope.MaxBytes)],
        "no statement" => Changed(static s => s.Remove("predicate")),
        "another revision's digest as subject" => Changed(static s => s["subject"]![0]!["digest"]!["sha256"] = Other.Digest),
        "PASSED beside failed probes" => Changed(static s => s["predicate"]!["failedTests"]!.AsArray().Add("three")),
        "two subjects" => Changed(static s => s["subject"]!.AsArray().Add(s["subject"]![0]!.DeepClone())),
        _ => throw new ArgumentException(what, nameof(what)),
    };

    private byte[] Resigned(Func<DsseEnvelope, DsseEnvelope> change) => change(DsseEnvelope.TryRead(_world.Envelope())!).Write();

    /// <summary>Another payload, signed by the right key: an attester who makes mistakes.</summary>
    private byte[] Changed(Action<JsonObject> change)
    {
        var envelope = DsseEnvelope.TryRead(_world.Envelope())!;
        var statement = JsonNode.Parse(envelope.Payload.Span)!.AsObject();
        change(statement);
        var payload = Encoding.UTF8.GetBytes(statement.ToJsonString());
        return (envelope with
        {
            Payload = payload,
            Signatures = [new("x", _world.Key.Sign(DsseEnvelope.PreAuthentication(envelope.PayloadType, payload)))]
        }).Write();
    }
}
