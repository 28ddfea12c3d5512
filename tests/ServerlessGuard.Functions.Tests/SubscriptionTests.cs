using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Infra.Events;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>Infra's subscriptions, compared with the handlers of the duty that duties.yaml names for each.</summary>
public sealed class SubscriptionTests(AzuriteServer azurite)
{
    private const string Somebody = "99999999-0000-0000-0000-000000000007";

    /// <summary>Events that infra subscribes to on the guard's own topics and no duty publishes, each with its publisher.</summary>
    private static readonly Dictionary<string, string> PublishedElsewhere = new()
    {
        ["ServerlessGuard.OutputProduced"] = "applications that are not behind the gateway, each on its own topic",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> SubscribedTypes =>
        [.. WatchedEvents.All.SelectMany(static w => w.Types.Select(type => new TheoryDataRow<string, string>(w.Name, type)))];

    /// <summary>Subscriptions of the auditor whose events are told apart by an operation.</summary>
    public static TheoryData<string, string, string> AuditedOperations => [.. WatchedEvents.All.Where(
        static w => DutyOf(w.Name).Id == "auditor")
        .SelectMany(
            static w => w.Operations.Select(operation => new TheoryDataRow<string, string, string>(w.Name, TypeOf(operation), operation)))];

    [Theory]
    [MemberData(nameof(SubscribedTypes))]
    public async Task EverySubscribedEvent_HasAHandler_InTheDutyThatIsTold(string subscription, string type)
    {
        await using var app = new ServiceCollection().AddLogging()
            .AddDuty(DutySettings.Read(DutyHost.Configuration(DutyOf(subscription).Id)))
            .BuildServiceProvider();
        app.GetRequiredService<EventDispatcher>()
            .Handles(type)
            .ShouldBeTrue($"the subscription '{subscription}' brings {type} to {DutyOf(subscription).Id}, where nothing handles it");
    }

    [Fact]
    public void EverySubscription_IsToldToOneDuty() =>
        DutyHost.Duties("all")
            .SelectMany(static duty => duty.Subscriptions)
            .ShouldBe(WatchedEvents.All.Select(static w => w.Name), ignoreOrder: true);

    /// <summary>Publishers refuse a type that is not in the list, so the list is whole.</summary>
    [Fact]
    public void EveryPublishedEvent_HasASubscription_AndNobodyWaitsForOneThatIsNotPublished()
    {
        var ours = WatchedEvents.Guard.Concat(WatchedEvents.Reported).SelectMany(static w => w.Types).ToList();
        ours.ShouldBe(PublishedEventTypes.Types.Concat(PublishedElsewhere.Keys), ignoreOrder: true);
    }

    /// <summary>Azure's own events come with many operations: each that is let through has a review or an alert for its effect.</summary>
    [Theory]
    [MemberData(nameof(AuditedOperations))]
    public async Task EveryOperationThatIsLetThrough_HasAnEffect(string subscription, string type, string operation)
    {
        await using var host = DutyHost.Of("auditor", azurite, PolicyOf(AuthorizingProxy.OwnResources[0]));
        var resource = $"{AuthorizingProxy.OwnResources[0]}/{operation[..operation.LastIndexOf('/')]}/{Guid.NewGuid():N}";
        await host.Function<EventsQueueFunction>().RunAsync(EventOf(type, operation, resource), Cancel);

        var reviewed = (await DutyLog.ReadAsync(host)).Any(static entry => entry.Kind == AuditKinds.AccessReviewed);
        (reviewed || await AlertsAsync(resource) > 0).ShouldBeTrue($"{operation} of '{subscription}' has no effect");
        host.Grants.Denied.ShouldBeEmpty();
    }

    /// <summary>A new grant on a model is reviewed by its event, and one that the policy does not name raises an alert.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AGrantOnAModel_IsReviewedAtItsEvent(bool isNamed)
    {
        var azure = AuthorizingProxy.Of(azurite);
        var account = $"{AuthorizingProxy.Subscription}Microsoft.CognitiveServices/accounts/grant{Guid.NewGuid():N}";
        azure.Simulation.OpenAI.AddAccount(account);
        await using var host = DutyHost.Of("auditor", azurite, PolicyOf(account, isNamed ? $"user:{Somebody}" : "user:nobody"));
        var role = azure.Authorization.AddRole("Deployer", "Microsoft.CognitiveServices/accounts/deployments/write");
        var assignment = azure.Authorization.Assign(account, role, Somebody, "User");

        await host.Function<EventsQueueFunction>().RunAsync(
            EventOf("Microsoft.Resources.ResourceWriteSuccess", "Microsoft.Authorization/roleAssignments/write", assignment), Cancel);

        (await DutyLog.ReadAsync(host)).Last(static entry => entry.Kind == AuditKinds.AccessReviewed).Facts["source"].ShouldBe("azure");
        (await AlertsAsync(account)).ShouldBe(isNamed ? 0 : 1);
        host.Grants.Denied.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "Microsoft.MachineLearningServices.DatasetDriftDetected", """{"DataDriftName":"claims-drift","DriftCoefficient":0.83}""", 1)]
    [InlineData(
        "Microsoft.MachineLearningServices.RunStatusChanged", """{"runStatus":"Failed","runId":"r1","experimentName":"claims-drift"}""",
        1)]
    [InlineData("Microsoft.MachineLearningServices.RunStatusChanged", """{"RunStatus":"Completed","RunId":"r1"}""", 0)]
    [InlineData("Microsoft.MachineLearningServices.DatasetDriftDetected", """{"DataDriftName":"<script>","DriftCoefficient":"x"}""", 1)]
    [InlineData("Microsoft.MachineLearningServices.DatasetDriftDetected", "[]", 1)]
    public async Task WhatAWorkspaceTells_RaisesAnAlert(string type, string data, int alerts)
    {
        await using var host = DutyHost.Of("auditor", azurite, PolicyOf(AuthorizingProxy.OwnResources[0]));
        var workspace = $"{AuthorizingProxy.Subscription}Microsoft.MachineLearningServices/workspaces/w{Guid.NewGuid():N}";
        await host.Function<EventsQueueFunction>().RunAsync(
            $$"""{"specversion":"1.0","id":"{{Guid.NewGuid():D}}","source":"{{workspace}}","subject":"datadrift","type":"{{type}}","time":"2026-11-23T10:00:00Z","data":{{data}} }""",
            Cancel);
        (await AlertsAsync(workspace)).ShouldBe(alerts);
        host.Grants.Denied.ShouldBeEmpty();
    }

    private static Duty DutyOf(string subscription) => DutyHost.Duties("all").Single(duty => duty.Subscriptions.Contains(subscription));

    private static string TypeOf(string operation) => operation.Split('/')[^1] switch
    {
        "write" => "Microsoft.Resources.ResourceWriteSuccess",
        "delete" => "Microsoft.Resources.ResourceDeleteSuccess",
        _ => "Microsoft.Resources.ResourceActionSuccess",
    };

    private static string EventOf(string type, string operation, string resource) =>
        $$$"""{"specversion":"1.0","id":"{{{Guid.NewGuid():D}}}","source":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/claims","subject":"{{{resource}}}","type":"{{{type}}}","time":"{{{TimeProvider.System.GetUtcNow():O}}}","data":{"resourceUri":"{{{resource}}}","operationName":"{{{operation}}}","claims":{"oid":"{{{Somebody}}}","appid":"{{{Somebody}}}"},"status":"Succeeded"}}""";

    /// <summary>Alerts that tell of the resource.</summary>
    private async Task<int> AlertsAsync(string resource)
    {
        var told = 0;
        await foreach (var entity in (await AuthorizingProxy.Of(azurite).Outside.TableAsync("alerts"))
            .QueryAsync<global::Azure.Data.Tables.TableEntity>(cancellationToken: Cancel))
        {
            told += ((IDictionary<string, object>)entity).Values.Any(body => body is byte[] bytes
                && System.Text.Encoding.UTF8.GetString(bytes).Contains(resource, StringComparison.Ordinal)) ? 1 : 0;
        }

        return told;
    }

    private static GuardPolicy PolicyOf(string resource, string deployer = "user:nobody")
    {
        var loaded = PolicyLoader.Load(
            $$"""
            version: 1
            applications: [{ id: a, tier: t, models: [m], callers: ["key:a"] }]
            tiers: { t: { stream: buffered } }
            models: { m: { platform: azure-openai, endpoint: "https://claims.example.net", deployment: one, resource: "{{resource}}" } }
            access: { change_model: ["{{deployer}}"], deploy: ["{{deployer}}"] }
            """,
            "test.yaml");
        return loaded.Policy ?? throw new InvalidOperationException(string.Join(' ', loaded.Errors));
    }
}
