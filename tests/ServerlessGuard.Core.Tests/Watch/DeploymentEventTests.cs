using System.Text.Json;
using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Core.Tests.Watch;

public sealed class DeploymentEventTests
{
    private readonly WatchHarness _world = new();

    private const string Deployment = WatchHarness.Resource + "/deployments/live";

    [Fact]
    public async Task AnEvent_LeadsToALook_AndItsClaimsAreRecordedAsTold()
    {
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        await _world.TellAsync("Microsoft.Resources.ResourceWriteSuccess", "/subscriptions/x", Deployment.ToUpperInvariant()
            .Replace("/SUBSCRIPTIONS/", "/subscriptions/", StringComparison.Ordinal), new
            {
                resourceUri = Deployment.Replace("resourceGroups", "resourcegroups", StringComparison.Ordinal),
                operationName = "Microsoft.CognitiveServices/accounts/deployments/write",
                claims = new Dictionary<string, string> { ["appid"] = "11111111-1111-1111-1111-111111111111", ["ipaddr"] = "192.0.2.9" },
            });

        _world.Triggers.ShouldHaveSingleItem();
        var entry = _world.Audit.Entries.Single(static e => e.Kind == AuditKinds.DeploymentDrifted);
        entry.Facts["event_actor"].ShouldBe("app:11111111-1111-1111-1111-111111111111");
        entry.Facts["event_address"].ShouldBe("192.0.2.9");
        entry.Facts["event_operation"].ShouldBe("Microsoft.CognitiveServices/accounts/deployments/write");
        entry.Facts["changed_by"].ShouldBe("someone@example");
    }

    [Theory]
    [InlineData(
        "Microsoft.Resources.ResourceWriteSuccess",
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/claims/providers/Microsoft.CognitiveServices/accounts/claims2/deployments/live")]
    [InlineData(
        "Microsoft.Resources.ResourceWriteSuccess",
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/other/providers/Microsoft.CognitiveServices/accounts/claims")]
    [InlineData("Microsoft.Resources.ResourceDeleteSuccess", "nonsense")]
    [InlineData("Microsoft.Resources.ResourceDeleteSuccess", "")]
    public async Task AnEventAboutSomethingElse_LooksAtNothing(string type, string resource)
    {
        _world.PlatformFault = static () => throw new InvalidOperationException("was read");
        await _world.TellAsync(type, "", resource, new { });
    }

    [Theory]
    [InlineData(
        "Microsoft.Resources.ResourceDeleteSuccess", "", "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/claims")]
    [InlineData("Microsoft.Resources.ResourceActionSuccess", "", WatchHarness.Resource)]
    [InlineData(
        "Microsoft.MachineLearningServices.ModelRegistered",
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/CLAIMS/providers/Microsoft.CognitiveServices/accounts/claims",
        "models/claims:3")]
    public async Task AnEventAroundTheResource_IsLookedAt(string type, string source, string subject)
    {
        _world.Deployments = [WatchHarness.At("live", WatchHarness.Other), _world.Deployments[1]];
        await _world.TellAsync(type, source, subject, new { });
        _world.Triggers.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AForgedEvent_ChangesNothing()
    {
        await _world.TellAsync(
            "Microsoft.Resources.ResourceWriteSuccess", "", Deployment,
            new { claims = new { appid = "evil" }, properties = new { model = "other" } });
        _world.Alerts.Raised.ShouldBeEmpty();
        _world.Requests.ShouldBe(0);
    }

    [Theory]
    [InlineData(
        """{"claims":"{\"http://schemas.microsoft.com/identity/claims/objectidentifier\":\"u1\",\"appidacr\":\"0\",\"appid\":\"a1\"}"}""",
        "user:u1")]
    [InlineData("""{"claims":{"oid":"u1","idtyp":"app","appid":"a1"}}""", "app:a1")]
    [InlineData("""{"claims":{"appid":"a1"}}""", "app:a1")]
    [InlineData("""{"authorization":{"evidence":{"principalId":"p1"}}}""", "identity:p1")]
    [InlineData("""{"claims":{"appid":"<script>"}}""", null)]
    [InlineData("""{"claims":"not json"}""", null)]
    [InlineData("""{"claims":7}""", null)]
    public void TheActor_IsReadFromClaims_OfAnyShape(string data, string? actor) => Read(data)!.Actor.ShouldBe(actor);

    [Theory]
    [InlineData("""{"httpRequest":{"clientIpAddress":"198.51.100.7"},"claims":{"ipaddr":"192.0.2.1"}}""", "198.51.100.7")]
    [InlineData("""{"claims":{"ipaddr":"2001:db8::1"}}""", "2001:db8::1")]
    [InlineData("""{"claims":{"ipaddr":"here"}}""", null)]
    public void TheAddress_IsAnAddress(string data, string? address) => Read(data)!.Address.ShouldBe(address);

    [Fact]
    public void AnyData_IsReadOrNot_ButNeverThrows() =>
        Gen.OneOf(Gen.Const("claims"), Gen.Const("authorization"), Gen.Const("httpRequest"), Gen.Const("resourceUri"), Gen.String)
            .Dictionary(Gen.String)[0, 5]
            .Sample(static data => _ = ResourceEvent.Of(Event(JsonSerializer.SerializeToElement(data))));

    private static ResourceChange? Read(string data) => ResourceEvent.Of(Event(JsonElement.Parse(data)));

    private static GuardEvent Event(JsonElement data) =>
        new() { Id = "e", Source = "", Type = ResourceEvent.Write, Subject = Deployment, Time = DateTimeOffset.UnixEpoch, Data = data };
}
