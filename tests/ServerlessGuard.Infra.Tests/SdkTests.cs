using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.Testing;
using ServerlessGuard.Infra.Tests.Support;

namespace ServerlessGuard.Infra.Tests;

/// <summary>The program's assumptions on Pulumi's SDK; the stubs and the real packages meet them alike.</summary>
public sealed class SdkTests
{
    [Fact]
    public async Task RequiredInput_ThatIsMissing_FailsTheRun()
    {
        var error = await Should.ThrowAsync<Exception>(
            () => RunAsync(() => _ = new Queue("q", new Pulumi.AzureNative.Storage.QueueArgs { QueueName = "q", AccountName = "a" })));

        error.ToString().ShouldContain("ResourceGroupName", Case.Insensitive);
    }

    [Fact]
    public async Task List_ThatNobodyTouched_IsNotSent()
    {
        var resources = await RunAsync(
            () => _ = new BlobContainer("c", new BlobContainerArgs { AccountName = "a", ResourceGroupName = "g", ContainerName = "c" }));

        resources.Single().Inputs.Keys.ShouldBe(["accountName", "resourceGroupName", "containerName"], ignoreOrder: true);
    }

    [Fact]
    public async Task Output_OfAnotherResource_ArrivesInTheInput_AndNumbersAreDoubles()
    {
        var resources = await RunAsync(() =>
        {
            var first = new Queue(
                "first", new Pulumi.AzureNative.Storage.QueueArgs { QueueName = "one", AccountName = "a", ResourceGroupName = "g" });
            _ = new BlobContainerImmutabilityPolicy("second", new BlobContainerImmutabilityPolicyArgs
            {
                AccountName = first.Name.Apply(n => n + "!"),
                ContainerName = Output.Format($"{first.Name}-{2}"),
                ResourceGroupName = "g",
                ImmutabilityPolicyName = "default",
                ImmutabilityPeriodSinceCreationInDays = 7,
            });
        });

        var second = resources.Single(r => r.Name == "second");
        second.Text("accountName").ShouldBe("one!");
        second.Text("containerName").ShouldBe("one-2");
        second.At("immutabilityPeriodSinceCreationInDays").ShouldBe(7.0);
    }

    [Fact]
    public async Task ErrorInApply_FailsTheRun()
    {
        var error = await Should.ThrowAsync<Exception>(() => RunAsync(() =>
        {
            var first = new Queue(
                "first", new Pulumi.AzureNative.Storage.QueueArgs { QueueName = "one", AccountName = "a", ResourceGroupName = "g" });
            _ = first.Name.Apply(Unlucky);
        }));

        error.ToString().ShouldContain("no such luck");
    }

    [Fact]
    public async Task Default_ThatThePackageSends_IsSent()
    {
        var resources = await RunAsync(() => _ = new Pulumi.AzureNative.Authorization.RoleAssignment(
            "r", new Pulumi.AzureNative.Authorization.RoleAssignmentArgs
            {
                PrincipalId = "p",
                RoleDefinitionId = "d",
                Scope = "s",
                RoleAssignmentName = "n",
            }));

        resources.Single().Text("principalType").ShouldBe("User");
    }

    private static int Unlucky(string name) => throw new InvalidOperationException($"no such luck, {name}");

    private static async Task<List<RecordedResource>> RunAsync(System.Action define)
    {
        var mocks = new RecordingMocks();
        await Graph.AloneAsync(() => Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, () =>
        {
            define();
            return new Dictionary<string, object?>();
        }));
        return [.. mocks.Resources];
    }
}
