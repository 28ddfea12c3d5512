using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Rotation;

public sealed class CredentialPolicyTests
{
    private const string Start = "version: 1\napplications: []\ntiers: {}\nmodels: {}\ncredentials:\n  - { id: k, platform: azure-eventgrid, resource: \"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.EventGrid/topics/t\", secret: k";

    [Fact]
    public void ReadsConsumersAndWhatALeakDoes()
    {
        var policy = PolicyLoader.Load($"{Start}, consumers: [one, two], on_leak: confirm }}\n", "guard.yaml").Policy!.Credentials["k"];
        policy.Consumers.ShouldBe(["one", "two"]);
        policy.ConfirmLeak.ShouldBeTrue();
        var plain = PolicyLoader.Load($"{Start} }}\n", "guard.yaml").Policy!.Credentials["k"];
        plain.Consumers.ShouldBeEmpty();
        plain.ConfirmLeak.ShouldBeFalse();
    }

    [Fact]
    public void RefusesAnotherWord() =>
        PolicyLoader.Load($"{Start}, on_leak: ignore }}\n", "guard.yaml").Policy.ShouldBeNull();
}
