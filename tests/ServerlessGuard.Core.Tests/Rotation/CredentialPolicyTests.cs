using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Rotation;

public sealed class CredentialPolicyTests
{
    private const string Minimal = "version: 1\napplications: [{ id: demo, tier: standard, models: [demo-model], callers: [\"key:demo\"] "
        + "}]\ntiers: { standard: { stream: buffered } }\nmodels: { demo-model: { platform: openai } }\n";
    private const string Credential = "credentials:\n  - { id: k, platform: azure-eventgrid, resource: "
        + "\"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.EventGrid/topics/t\", secret: k";

    [Fact]
    public void ReadsConsumersAndWhatALeakDoes()
    {
        var policy = Load(", consumers: [one, two], on_leak: confirm");
        policy.Consumers.ShouldBe(["one", "two"]);
        policy.ConfirmLeak.ShouldBeTrue();
        var plain = Load("");
        plain.Consumers.ShouldBeEmpty();
        plain.ConfirmLeak.ShouldBeFalse();
    }

    [Fact]
    public void RefusesAnotherWord()
    {
        var result = PolicyLoader.Load($"{Minimal}{Credential}, on_leak: ignore }}\n", "guard.yaml");
        result.Errors.ShouldContain(static error => error.Path.Contains("on_leak", StringComparison.Ordinal));
    }

    private static CredentialPolicy Load(string more)
    {
        var result = PolicyLoader.Load($"{Minimal}{Credential}{more} }}\n", "guard.yaml");
        result.Errors.ShouldBeEmpty();
        return result.Policy!.Credentials["k"];
    }
}
