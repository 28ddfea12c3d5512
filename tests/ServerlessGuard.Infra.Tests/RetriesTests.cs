using CsCheck;

namespace ServerlessGuard.Infra.Tests;

public sealed class RetriesTests
{
    [Theory]
    [InlineData("Code=\"RoleDefinitionDoesNotExist\" Message=\"The specified role definition was not found\"")]
    [InlineData("PrincipalNotFound: Principal 3f does not exist in the directory")]
    [InlineData("\"code\": \"StorageAccountOperationInProgress\", \"message\": \"An operation is currently performing\"")]
    [InlineData("Message=\"Cannot modify resource while in provisioning state: 'Provisioning'\"")]
    [InlineData("The managed identity of the topic does not have permission to the destination queue")]
    public void AFaultThatPasses_IsTriedAgain(string error) => Retries.WaitAfter([error]).ShouldBe(TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData("Code=\"InvalidTemplate\"")]
    [InlineData("Code=\"AuthorizationFailed\" Message=\"The client has no right to roleAssignments/write\"")]
    public void AnyOther_EndsTheRun(string error) => Retries.WaitAfter([error]).ShouldBeNull();

    /// <summary>The newest fault decides, waits grow to a minute, and they end.</summary>
    [Fact]
    public void Waits_GrowAndEnd() => Gen.Int[1, 40].Sample(tries =>
    {
        var wait = Retries.WaitAfter([.. Enumerable.Repeat("PrincipalNotFound", tries)]);

        (wait is null).ShouldBe(tries > Retries.Most);
        if (wait is { } pause)
        {
            pause.ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1));
            Retries.WaitAfter(["InvalidTemplate", .. Enumerable.Repeat("PrincipalNotFound", tries)]).ShouldBeNull();
        }
    });

    [Fact]
    public async Task TheHook_WaitsBeforeItSaysYes()
    {
        var waited = new List<TimeSpan>();
        await Support.Graph.AloneAsync(() => Pulumi.Deployment.TestAsync(
            new Support.SilentMocks(), new Pulumi.Testing.TestOptions(), () =>
            {
                var hook = Retries.Hook((pause, _) => { waited.Add(pause); return Task.CompletedTask; });
                Asked(hook, "PrincipalNotFound").ShouldBeTrue();
                Asked(hook, "InvalidTemplate").ShouldBeFalse();
                return new Dictionary<string, object?>();
            }));

        waited.ShouldBe([TimeSpan.FromSeconds(5)]);
    }

    private static bool Asked(Pulumi.ErrorHook hook, string error) =>
        hook.Callback(new Pulumi.ErrorHookArgs("urn", "", "name", "type", errors: [error])).GetAwaiter().GetResult();
}
