using System.Text.Json;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Core.Tests.Policies;

namespace ServerlessGuard.Core.Tests.Rotation;

public sealed class RotationTests
{
    /// <summary>The caches of the field: a few minutes in a library, a day in App Service.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(23 * 60)]
    public async Task FailsNoCallOfAConsumer_ThatCachesTheSecret(int minutes)
    {
        var world = await RotationHarness.CreateAsync();
        var (calls, cached, read) = (0, "", DateTimeOffset.MinValue);
        for (var minute = 0; minute < 30 * 60; minute++)
        {
            if (world.Clock.GetUtcNow() >= read.AddMinutes(minutes))
            {
                cached = (await world.Vault.GetAsync(world.Policy.Secret, CancellationToken.None))!.Value;
                read = world.Clock.GetUtcNow();
            }

            world.Platform.Accepts(cached).ShouldBeTrue($"call {calls} at minute {minute} failed");
            calls++;
            await world.SweepAsync();
            world.Platform.Accepts(cached).ShouldBeTrue($"call {calls} at minute {minute} failed");
            await world.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        (await world.StateAsync()).Rotation!.Step.ShouldBe(RotationStep.Done);
        await world.CheckProofsAsync();
    }

    [Fact]
    public async Task MakesAVersion_ThatIsNotNearExpiryAtBirth()
    {
        var world = await RotationHarness.CreateAsync();
        await world.RecoverAsync();
        var newest = (await world.Vault.ListVersionsAsync(world.Policy.Secret, CancellationToken.None))[0];
        newest.Enabled.ShouldBeTrue();
        newest.Attributes.Expires.ShouldBe(newest.Created + TimeSpan.FromDays(60));
        newest.Attributes.Tags.Keys.ShouldBe([RotationTags.Rotation, RotationTags.Credential, RotationTags.Slot], ignoreOrder: true);
    }

    [Fact]
    public async Task ChangesNothing_WhenAnEventIsRepeatedStaleOrOurOwn()
    {
        var world = await RotationHarness.CreateAsync();
        await world.RecoverAsync();
        var issued = world.Platform.Issued.Count();
        foreach (var type in new[] { SecretEventHandler.NearExpiry, SecretEventHandler.Expired, SecretEventHandler.NewVersion })
        {
            foreach (var version in world.Versions)
            {
                await world.Worker().Events.HandleAsync(world.Event(type, version), CancellationToken.None);
            }
        }

        world.Platform.Issued.Count().ShouldBe(issued);
        world.Versions.Count.ShouldBe(2);
        world.Alerts.Raised.ShouldBeEmpty();
    }

    [Fact]
    public async Task DoesNotBelieveAnEvent_ThatTheVaultContradicts()
    {
        var world = await RotationHarness.CreateAsync();
        var key = (await world.Vault.GetAsync(world.Policy.Secret, CancellationToken.None))!.Value;
        var young = await world.Vault.SetAsync(
            world.Policy.Secret, key, new SecretAttributes { Expires = world.Clock.GetUtcNow().AddDays(90) }, CancellationToken.None);
        await world.Worker().Events.HandleAsync(world.Event(SecretEventHandler.Expired, young.Version.Version), CancellationToken.None);
        (await world.StateAsync()).Rotation.ShouldBeNull();
    }

    [Fact]
    public async Task TellsOfAVersion_ThatSomebodyElseSet()
    {
        var world = await RotationHarness.CreateAsync();
        await world.Worker().Events.HandleAsync(world.Event(SecretEventHandler.NewVersion, world.Versions[0]), CancellationToken.None);
        world.Alerts.Raised.ShouldHaveSingleItem().Code.ShouldBe("rotation.foreign-version");
    }

    [Fact]
    public async Task EndsTheOverlapEarly_WhenEveryConsumerHasAcknowledged()
    {
        var world = await RotationHarness.CreateAsync();
        var policy = world.Policy with { Consumers = ["one", "two"] };
        world.Current = Policies.TestPolicies.With(policy);
        await UntilAsync(world, RotationStep.Overlap);
        var rotator = world.Worker().Rotator;
        var version = (await world.StateAsync()).Rotation!.NewVersion!;
        (await rotator.AcknowledgeAsync(policy, "one", version, CancellationToken.None)).ShouldBeTrue();
        (await rotator.AcknowledgeAsync(policy, "stranger", version, CancellationToken.None)).ShouldBeFalse();
        (await rotator.AcknowledgeAsync(policy, "two", "another version", CancellationToken.None)).ShouldBeFalse();
        await world.SweepAsync();
        (await world.StateAsync()).Rotation!.Step.ShouldBe(RotationStep.Overlap);
        (await rotator.AcknowledgeAsync(policy, "two", version, CancellationToken.None)).ShouldBeTrue();
        await world.SweepAsync();
        (await world.StateAsync()).Rotation!.Step.ShouldBe(RotationStep.Prove);
    }

    [Fact]
    public async Task RotatesALeakedKey_WithoutOverlap()
    {
        var world = await RotationHarness.CreateAsync();
        var leaked = (await world.Vault.GetAsync(world.Policy.Secret, CancellationToken.None))!.Value;
        (await world.Worker().Leaks.ReportAsync("some other secret", "guard", CancellationToken.None)).ShouldBeNull();
        (await world.Worker().Leaks.ReportAsync(leaked, "guard", CancellationToken.None)).ShouldBe(world.Policy.Id);
        for (var turn = 0; turn < 12; turn++)
        {
            await world.AdvanceAsync(TimeSpan.FromSeconds(30));
            await world.SweepAsync();
        }

        world.Platform.Accepts(leaked).ShouldBeFalse();
        (await world.StateAsync()).Rotation!.Step.ShouldBe(RotationStep.Done);
        world.Alerts.Raised.ShouldContain(static a => a.Code == "rotation.leak");
        (await world.Worker().Leaks.ReportAsync(leaked, "guard", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task WaitsForAPersonsWord_WhereThePolicySaysSo()
    {
        var world = await RotationHarness.CreateAsync();
        var policy = world.Policy with { ConfirmLeak = true };
        world.Current = Policies.TestPolicies.With(policy);
        var leaked = (await world.Vault.GetAsync(policy.Secret, CancellationToken.None))!.Value;
        await world.Worker().Leaks.ReportAsync(leaked, "guard", CancellationToken.None);
        await world.AdvanceAsync(TimeSpan.FromHours(5));
        await world.SweepAsync();
        world.Platform.Accepts(leaked).ShouldBeTrue();
        var asked = world.Cases.Opened.ShouldHaveSingleItem();
        (asked.Kind, asked.Subject, asked.Content.Length).ShouldBe((CaseKind.Leak, policy.Id, 0));
        await world.Worker().Decided.DecidedAsync(Decision(asked, isApproved: true), CancellationToken.None);
        await world.RecoverAsync();
        world.Platform.Accepts(leaked).ShouldBeFalse();
        await world.Worker().Decided.DecidedAsync(Decision(asked, isApproved: true), CancellationToken.None);
        (await world.StateAsync()).Rotation!.Step.ShouldBe(RotationStep.Done);
    }

    [Fact]
    public async Task KeepsTheKey_WhenThePersonSaysThatItDidNotLeak()
    {
        var world = await RotationHarness.CreateAsync();
        var policy = world.Policy with { ConfirmLeak = true };
        world.Current = Policies.TestPolicies.With(policy);
        var key = (await world.Vault.GetAsync(policy.Secret, CancellationToken.None))!.Value;
        await world.Worker().Leaks.ReportAsync(key, "guard", CancellationToken.None);

        await world.Worker().Decided.DecidedAsync(Decision(world.Cases.Opened.Single(), isApproved: false), CancellationToken.None);

        (await world.StateAsync()).Rotation!.Step.ShouldBe(RotationStep.Superseded);
        world.Platform.Accepts(key).ShouldBeTrue();
        world.Audit.Entries.ShouldContain(static e => e.Kind == AuditKinds.RotationConfirmed && e.Actor == "user:ada");
    }

    [Fact]
    public async Task RotatesWhatAnEventsMarkNames_AndNothingForMarksThatSomebodyMadeUp()
    {
        var world = await RotationHarness.CreateAsync();
        var key = (await world.Vault.GetAsync(world.Policy.Secret, CancellationToken.None))!.Value;
        var worker = world.Worker();
        await worker.Leaked.HandleAsync(
            Leaked("""{"interaction":"i","fingerprints":["0000000000000000000000000000000000000000000000000000000000000000","x",null]}"""),
            CancellationToken.None);
        await worker.Leaked.HandleAsync(Leaked("""{"fingerprints":7}"""), CancellationToken.None);
        await worker.Leaked.HandleAsync(Leaked("\"text\""), CancellationToken.None);
        (await world.StateAsync()).Rotation.ShouldBeNull();
        var fingerprint = await new KeyFingerprints(world.Vault, world.Entropy).OfAsync(key, CancellationToken.None);

        await worker.Leaked.HandleAsync(Leaked($$"""{"interaction":"i","fingerprints":["{{fingerprint}}"]}"""), CancellationToken.None);
        await worker.Leaked.HandleAsync(Leaked($$"""{"interaction":"i","fingerprints":["{{fingerprint}}"]}"""), CancellationToken.None);

        await world.RecoverAsync();
        world.Platform.Accepts(key).ShouldBeFalse();
        world.Versions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task TellsOfACredential_ThatTheVaultDoesNotHave_AndTouchesNoKeyOfIt()
    {
        var world = await RotationHarness.CreateAsync();
        world.Current = Policies.TestPolicies.With(world.Policy with { Secret = "not-there" });
        var keys = world.Platform.Issued.ToList();

        await world.SweepAsync();

        world.Alerts.Raised.ShouldHaveSingleItem().Code.ShouldBe("rotation.no-secret");
        world.Platform.Issued.ShouldBe(keys);
    }

    private static GuardEvent Leaked(string data) => new()
    {
        Id = "leak-i",
        Source = "serverlessguard/gateway",
        Type = "ServerlessGuard.CredentialLeaked",
        Time = DateTimeOffset.UnixEpoch,
        Data = JsonElement.Parse(data),
    };

    private static CaseDecision Decision(NewCase asked, bool isApproved) =>
        new(asked.Id, asked.Kind, asked.Subject, isApproved, "user:ada", DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task GoesBackToTheOldKey_WhenTheNewOneStopsWorkingInTheOverlap()
    {
        var world = await RotationHarness.CreateAsync();
        await UntilAsync(world, RotationStep.Overlap);
        world.Platform.NewKeysBreak = true;
        for (var hour = 0; hour < 30; hour++)
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            await world.SweepAsync();
        }

        var current = await world.Vault.GetAsync(world.Policy.Secret, CancellationToken.None);
        current!.Value.ShouldBe("known-secret-key1-0");
        current.Version.Attributes.Tags.ShouldContainKey(RotationTags.Restores);
        world.Platform.Accepts(current.Value).ShouldBeTrue();
        world.Alerts.Raised.ShouldContain(static a => a.Code == "rotation.failed");
        world.Cases.Opened.ShouldContain(static c => c.Kind == CaseKind.Rotation && c.Reasons.Contains("rotation.new-key-refused"));
    }

    [Fact]
    public async Task CountsNoProof_WhenThePlatformRefusesEverything()
    {
        var world = await RotationHarness.CreateAsync();
        await UntilAsync(world, RotationStep.Prove);
        world.Platform.Refuses = true;
        for (var turn = 0; turn < 30; turn++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(11));
            await world.SweepAsync();
        }

        (await world.StateAsync()).Rotation!.Step.ShouldBe(RotationStep.Prove);
        world.Alerts.Raised.ShouldContain(static a => a.Code == "rotation.stuck");
        world.Platform.Refuses = false;
        await world.RecoverAsync();
        await world.CheckProofsAsync();
    }

    [Fact]
    public async Task GivesUpAndAlerts_WhenANewKeyIsNeverAccepted_AndKeepsTheOldOne()
    {
        var world = await RotationHarness.CreateAsync();
        world.Platform.NewKeysBreak = true;
        for (var turn = 0; turn < 20; turn++)
        {
            await world.SweepAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(11));
        }

        (await world.StateAsync()).Rotation!.Step.ShouldBe(RotationStep.Failed);
        await world.CheckAsync();
        world.Alerts.Raised.ShouldContain(static a => a.Code == "rotation.failed");
        for (var day = 0; day < 3; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await world.SweepAsync();
        }

        world.Alerts.Raised.ShouldContain(static a => a.Code == "rotation.overdue");
        world.Platform.NewKeysBreak = false;
        world.Clock.Advance(TimeSpan.FromHours(7));
        await world.RecoverAsync();
        await world.CheckProofsAsync();
    }

    private static async Task UntilAsync(RotationHarness world, RotationStep step)
    {
        for (var turn = 0; (await world.StateAsync()).Rotation?.Step != step; turn++)
        {
            turn.ShouldBeLessThan(500);
            await world.SweepAsync();
            if ((await world.StateAsync()).Rotation?.Step != step)
            {
                await world.AdvanceAsync(
                    (await world.StateAsync()).Rotation?.Step == RotationStep.Overlap ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(10));
            }
        }
    }
}
