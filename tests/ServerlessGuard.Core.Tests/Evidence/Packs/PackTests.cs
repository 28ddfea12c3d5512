using System.Text;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Tests.Audit;
using ServerlessGuard.Testing.Formats;

namespace ServerlessGuard.Core.Tests.Evidence.Packs;

public sealed class PackTests
{
    [Fact]
    public async Task Pack_Verifies_FromItsFilesAlone()
    {
        var made = await new EvidenceHarness().WithAMonth().MakeAsync();

        foreach (var key in new[] { EvidenceHarness.Key, null })
        {
            var verified = new PackVerifier(key, EvidenceHarness.MadeBy).Verify(made.Files);
            verified.Findings.ShouldBeEmpty();
            verified.Reproduced.ShouldBeTrue();
            verified.Proven.ShouldBe(made.Pack.Facts.Facts.Count(static f => f.Entry is not null));
            verified.Proven.ShouldBeGreaterThan(10);
        }

        made.Pack.Count(ControlStatus.Holds).ShouldBeGreaterThan(2);
        made.Pack.Count(ControlStatus.Unknown).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task TheSameFactsAndTime_GiveTheSameBytes()
    {
        var (one, two) = (await new EvidenceHarness().WithAMonth().MakeAsync(), await new EvidenceHarness().WithAMonth().MakeAsync());

        one.Files.Keys.ShouldBe(two.Files.Keys);
        foreach (var (name, content) in one.Files)
        {
            two.Files[name].AsSpan().SequenceEqual(content).ShouldBeTrue(name);
        }
    }

    /// <summary>The documents are those that were looked at; what differs is left in a temporary folder that the message names.</summary>
    [Theory]
    [InlineData(PackNames.Report)]
    [InlineData(PackNames.Evidence)]
    [InlineData(PackNames.Oscal)]
    public async Task Documents_AreTheGoldenOnes(string name)
    {
        var bed = new EvidenceHarness { ControlsFile = Path.Combine(EvidenceHarness.Golden, PackNames.Controls) }.WithAMonth();
        bed.States.Add(new Fact
        {
            Kind = FactKinds.Credential,
            Subject = "claims-key",
            Time = default,
            Values = new Dictionary<string, string> { ["present"] = "yes", ["overdue"] = "no", ["key_free"] = "disableLocalAuth" }
        });
        bed.States.Add(new Fact
        {
            Kind = FactKinds.Credential,
            Subject = "demo-key",
            Time = default,
            Values = new Dictionary<string, string> { ["present"] = "yes", ["overdue"] = "yes" }
        });
        var made = await bed.MakeAsync();

        GoldenFile.ShouldMatch(Encoding.UTF8.GetString(made.Files[name]), Path.Combine(EvidenceHarness.Golden, name));
    }

    [Fact]
    public async Task EveryChangedByte_IsFound()
    {
        var made = await new EvidenceHarness().WithAMonth().MakeAsync();
        var files = made.Files.ToDictionary(static f => f.Key, static f => f.Value.ToArray(), StringComparer.Ordinal);
        var verifier = new PackVerifier(EvidenceHarness.Key, EvidenceHarness.MadeBy);
        var (name, count) = ("", 0);
        foreach (var (path, content) in files)
        {
            // Every byte of what is small or signs; of the documents one in a prime number of bytes.
            var step = path is PackNames.LogKey or PackNames.Checkpoint ? 1
                : path == PackNames.Manifest ? 7
                : Math.Max(1, content.Length / 25) | 1;
            for (var i = 0; i < content.Length; i += step, count++)
            {
                content[i] ^= (byte)(1 << (i % 8));
                verifier.Verify(files).IsIntact.ShouldBeFalse($"{path}, byte {i}");
                content[i] ^= (byte)(1 << (i % 8));
            }

            name = path;
        }

        name.ShouldNotBeEmpty();
        count.ShouldBeGreaterThan(1500);
        verifier.Verify(files).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task EveryMissingOrAddedFile_IsFound()
    {
        var made = await new EvidenceHarness().WithAMonth().MakeAsync();
        foreach (var name in made.Files.Keys)
        {
            Verify(made.Files.Where(f => f.Key != name).ToDictionary(StringComparer.Ordinal)).IsIntact.ShouldBeFalse(name);
        }

        foreach (var name in new[] { "more.txt", "../more.txt", "entries/99999.json", "Report.html" })
        {
            Verify(new Dictionary<string, byte[]>(made.Files, StringComparer.Ordinal) { [name] = [1] }).Findings
                .ShouldBe([new PackFinding(PackFault.Unlisted, name)]);
        }
    }

    /// <summary>By somebody who has the key: the facts are still those of the log, and statuses those of the facts.</summary>
    [Fact]
    public async Task WhatDoesNotFollowFromTheLog_IsFound_EvenSignedAgain()
    {
        var files = (await new EvidenceHarness().WithAMonth().MakeAsync()).Files;
        Faults(EvidenceHarness.Replace(files, PackNames.Evidence, "\"outcome\": \"failed\"", "\"outcome\": \"passed\""))
            .ShouldContain(PackFault.Fact);
        Faults(EvidenceHarness.Replace(files, PackNames.Evidence, "\"status\": \"unknown\"", "\"status\": \"holds\""))
            .ShouldContain(PackFault.Status);
        Faults(EvidenceHarness.Replace(files, PackNames.Report, "unknown", "holding")).ShouldBe([PackFault.Derived]);
        Faults(EvidenceHarness.Replace(files, PackNames.Oscal, "not-satisfied", "satisfied")).ShouldBe([PackFault.Derived]);
        Faults(files.Where(static f => !f.Key.StartsWith("proofs/", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal))
            .ShouldContain(PackFault.Proof);
        Faults(new Dictionary<string, byte[]>(files, StringComparer.Ordinal) { ["entries/99999.json"] = [1] })
            .ShouldContain(PackFault.Unlisted);
        var drill = files.Keys.First(static n => n.StartsWith("statements/drill-", StringComparison.Ordinal));
        Faults(new Dictionary<string, byte[]>(files, StringComparer.Ordinal)
        {
            [drill] = files[files.Keys.Last(static n => n.StartsWith("statements/drill-", StringComparison.Ordinal))]
        }).ShouldBe([PackFault.Statement]);
        Faults(new Dictionary<string, byte[]>(files, StringComparer.Ordinal) { ["statements/attestation-0.json"] = files[drill] })
            .ShouldBe([PackFault.Statement]);
        Faults(EvidenceHarness.Replace(files, PackNames.Controls, "max_age: 8d", "max_age: 800d")).ShouldNotBeEmpty();

        static IEnumerable<PackFault> Faults(IReadOnlyDictionary<string, byte[]> changed) =>
            Verify(EvidenceHarness.SignAgain(changed)).Findings.Select(static f => f.Fault).Distinct();
    }

    [Fact]
    public async Task APackUnderAnotherKey_IsRefused()
    {
        var files = (await new EvidenceHarness().WithAMonth().MakeAsync()).Files;
        var seed = new byte[NoteSigner.SeedLength];
        var stranger = new NoteSigner(EvidenceHarness.Key.Name, seed);

        new PackVerifier(stranger.Key, EvidenceHarness.MadeBy)
            .Verify(files).Findings
            .ShouldBe([new PackFinding(PackFault.Key, PackNames.LogKey)]);
        var replaced = files.Where(static f => f.Key != PackNames.Manifest).ToDictionary(StringComparer.Ordinal);
        replaced[PackNames.LogKey] = Encoding.UTF8.GetBytes(stranger.Key + "\n");
        replaced[PackNames.Manifest] = PackManifest.Of(stranger.Key.Name, EvidenceHarness.Now, replaced).Sign(stranger);

        // Of one piece, and yet nothing in it is true: the log's head is not this key's.
        new PackVerifier(null, EvidenceHarness.MadeBy).Verify(replaced).IsIntact.ShouldBeFalse();
    }

    [Fact]
    public async Task APackOfAnotherVersion_IsStillProven_ButNotMadeAgain()
    {
        var files = (await new EvidenceHarness().WithAMonth().MakeAsync()).Files;
        var verified = new PackVerifier(EvidenceHarness.Key, "guard 2.0.0").Verify(files);

        verified.IsIntact.ShouldBeTrue();
        verified.Reproduced.ShouldBeFalse();
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../x")]
    [InlineData("/x")]
    [InlineData("a//x")]
    [InlineData("a\\x")]
    [InlineData("c:x")]
    [InlineData("con")]
    [InlineData("a/NUL.txt")]
    [InlineData("x.")]
    [InlineData(".x")]
    [InlineData("x y")]
    [InlineData("x\u0000")]
    [InlineData("")]
    public void AName_ThatIsUnsafeSomewhere_IsUnsafe(string name)
    {
        PackNames.IsSafe(name).ShouldBeFalse();
        var manifest = new PackManifest(
            EvidenceHarness.Key.Name, EvidenceHarness.Now, new Dictionary<string, string> { [name] = new('0', 64) });
        PackManifest.Open(manifest.Sign(LogHarness.Signer), EvidenceHarness.Key).ShouldBeNull();
    }

    [Fact]
    public void ManifestsWithNamesThatDifferInCase_AreRefused()
    {
        var manifest = new PackManifest(
            EvidenceHarness.Key.Name, EvidenceHarness.Now, new Dictionary<string, string> { ["a"] = new('0', 64), ["A"] = new('0', 64) });
        PackManifest.Open(manifest.Sign(LogHarness.Signer), EvidenceHarness.Key).ShouldBeNull();
    }

    [Fact]
    public async Task NothingOfAFact_BecomesMarkup()
    {
        var page = Encoding.UTF8.GetString((await new EvidenceHarness().WithAMonth().MakeAsync()).Files[PackNames.Report]);

        page.ShouldContain("&lt;script&gt;alert(1)");
        page.ShouldNotContain("<script", Case.Insensitive);
        page.ShouldNotContain("style=\"", Case.Insensitive);
        page.ShouldNotContain("http://", Case.Insensitive);
        page.ShouldNotContain("https://", Case.Insensitive);
    }

    [Fact]
    public async Task ALogThatIsNotIntact_DecidesNothing()
    {
        var bed = new EvidenceHarness().WithAMonth();
        await bed.MakerAsync();
        var bundle = (await bed.Bed.FilesAsync()).First(static f => f.StartsWith("tile/entries/", StringComparison.Ordinal));
        var bytes = await bed.Bed.ReadAsync(bundle);
        bytes[100] ^= 1;
        await bed.Bed.PutAsync(bundle, bytes);
        var made = await bed.MakeAsync();

        made.Pack.Facts.Facts.ShouldAllBe(static f => f.Entry == null);
        made.Pack.Results.Single(static r => r.Control.Id == "log-intact").Status.ShouldBe(ControlStatus.Fails);
        made.Pack.Results.Where(static r => r.Control.DecidedBy.Any(static d => FactKinds.IsEntry(d.Fact)))
            .ShouldAllBe(static r => r.Status != ControlStatus.Holds);
        Verify(made.Files).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task WithoutALog_NothingIsClaimedOfIt()
    {
        var made = await new EvidenceHarness().MakeAsync();

        made.Files.ShouldNotContainKey(PackNames.Checkpoint);
        made.Pack.Results.Single(static r => r.Control.Id == "log-intact").Status.ShouldBe(ControlStatus.Unknown);
        Verify(made.Files).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task TheNewestPack_IsServed_AndOldOnesGo()
    {
        var clock = new FakeTimeProvider(EvidenceHarness.Now);
        var bed = new EvidenceHarness().WithAMonth();
        var store = new EvidenceStore(
            bed.Bed.Blobs, new EvidenceOptions { CreatedBy = EvidenceHarness.MadeBy, ControlsFile = "", Keep = 2 },
            new StatementStore(bed.Bed.Blobs));
        (await store.NewestAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        for (var i = 0; i < 4; i++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await store.SaveAsync(await bed.MakeAsync(clock), TestContext.Current.CancellationToken);
        }

        (await store.NewestAsync(TestContext.Current.CancellationToken)).ShouldBe(EvidenceHarness.Now.AddHours(4));
        (await store.ReadAsync("../newest", TestContext.Current.CancellationToken)).ShouldBeNull();
        var page = await store.ReadAsync(PackNames.Report, TestContext.Current.CancellationToken);
        Encoding.UTF8.GetString(page!).ShouldContain("30 June 2026, 16:00 UTC");
        var packs = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in bed.Bed.Blobs.ListAsync("evidence/", TestContext.Current.CancellationToken))
        {
            packs.Add(name.Split('/')[1]);
        }

        packs.Count.ShouldBe(4, "two packs, the pointer, and the statements, which stay");
    }

    [Fact]
    public async Task APack_IsRecorded_WithTheDigestOfItsManifest()
    {
        var bed = new EvidenceHarness().WithAMonth();
        var maker = await bed.MakerAsync();
        var made = await maker.BuildAsync(TestContext.Current.CancellationToken);
        await maker.RecordAsync(made, "user:ada", TestContext.Current.CancellationToken);

        var entry = bed.Audit.Entries.ShouldHaveSingleItem();
        entry.Kind.ShouldBe(AuditKinds.EvidenceWritten);
        entry.Actor.ShouldBe("user:ada");
        entry.Facts["manifest"].ShouldBe(PackManifest.Digest(made.Files[PackNames.Manifest]));
    }

    private static PackVerification Verify(IReadOnlyDictionary<string, byte[]> files) =>
        new PackVerifier(EvidenceHarness.Key, EvidenceHarness.MadeBy).Verify(files);
}
