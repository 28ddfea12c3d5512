using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>The door itself: what it takes a request for, and that it refuses what is not granted as Azure does.</summary>
public sealed class AuthorizingProxyTests(AzuriteServer azurite)
{
    private const string Blobs = "https://guard.blob.core.windows.net/";
    private const string Queues = "https://guard.queue.core.windows.net/";
    private const string Tables = "https://guard.table.core.windows.net/";

    [Theory]
    [InlineData("blob", "PUT", Blobs + "clean/a?comp=block&blockid=x", false, "containers/blobs/write on container/clean")]
    [InlineData(
        "blob", "PUT", Blobs + "clean/a", false,
        "containers/blobs/add/action on container/clean or containers/blobs/write on container/clean")]
    [InlineData("blob", "PUT", Blobs + "clean/a", true, "containers/blobs/write on container/clean")]
    [InlineData(
        "blob", "PUT", Blobs + "log-x/a?comp=appendblock", true,
        "containers/blobs/add/action on container/log-x or containers/blobs/write on container/log-x")]
    [InlineData("blob", "GET", Blobs + "clean?restype=container&comp=list", false, "containers/blobs/read on container/clean")]
    [InlineData("blob", "PUT", Blobs + "clean?restype=container", false, "containers/write on container/clean")]
    [InlineData(
        "queue", "GET", Queues + "q/messages?numofmessages=1", false,
        "queues/messages/process/action on queue/q or queues/messages/delete on queue/q and queues/messages/read on queue/q")]
    [InlineData("queue", "PUT", Queues + "q/messages/1?popreceipt=x", false, "queues/messages/write on queue/q")]
    [InlineData(
        "table", "POST", Tables + "cases", false, "tables/entities/add/action on table/cases or tables/entities/write on table/cases")]
    [InlineData(
        "table", "PUT", Tables + "cases(PartitionKey='a',RowKey='b')", false,
        "tables/entities/add/action on table/cases and tables/entities/update/action on table/cases")]
    public async Task AnOperation_NeedsTheRightsOfItsDocumentation(
        string service, string method, string address, bool isThere, string rights)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        var call = (await StorageCalls.OfAsync(service, request, () => ValueTask.FromResult(isThere))).ShouldNotBeNull();
        string.Join(" or ", call.AnyOf.Select(static all => string.Join(" and ", all)))
            .Replace("Microsoft.Storage/storageAccounts/", "", StringComparison.Ordinal)
            .Replace("blobServices/", "", StringComparison.Ordinal)
            .Replace("queueServices/", "", StringComparison.Ordinal)
            .Replace("tableServices/", "", StringComparison.Ordinal)
            .ShouldBe(rights);
    }

    [Theory]
    [InlineData("blob", "PUT", Blobs + "clean/a?comp=tier")]
    [InlineData("blob", "POST", Blobs + "?comp=batch")]
    [InlineData("blob", "DELETE", Blobs + "clean/a?versionid=1")]
    [InlineData("queue", "DELETE", Queues + "q/messages")]
    [InlineData("table", "POST", Tables + "$batch")]
    public async Task AnOperationThatIsNotKnown_IsNone(string service, string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        (await StorageCalls.OfAsync(service, request, static () => ValueTask.FromResult(false))).ShouldBeNull();
    }

    [Theory]
    [InlineData(Blobs + "content/one", "gateway")]
    [InlineData(Blobs + "no-such-container/one", "gateway")]
    [InlineData(Tables + "rotations()", "reviewer")]
    [InlineData("https://guard.vault.azure.net/secrets/claims-key?api-version=7.6", "gateway")]
    [InlineData("https://management.azure.com/subscriptions/s/resourceGroups/g?api-version=2024-01-01", "auditor")]
    [InlineData("https://other.blob.core.windows.net/clean/one", "redactor")]
    public async Task WhatADutyIsNotGranted_IsRefused_AndRemembered(string address, string duty)
    {
        var azure = AuthorizingProxy.Of(azurite);
        await using var host = DutyHost.Of(duty, azurite);
        using var client = new HttpMessageInvoker(azure.Handler());
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", (await host.TokenAsync()).Token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(403);
        if (!address.Contains("other", StringComparison.Ordinal))
        {
            host.Grants.Denied.ShouldHaveSingleItem();
        }
    }
}
