using System.Text;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Policies;

public sealed class PolicyLoaderTests
{
    [Fact]
    public void Loads_TheShippedPolicy()
    {
        var result = PolicyLoader.LoadFile(PolicyFiles.Shipped);

        result.Errors.ShouldBeEmpty();
        var policy = result.Policy.ShouldNotBeNull();
        policy.Applications.Keys.ShouldBe(["demo", "claims-assistant", "observer"], ignoreOrder: true);
        var demo = policy.Applications["demo"];
        demo.Callers.ShouldBe(["key:demo"]);
        demo.Tools.ShouldBe(["crm.lookup", "refund.create"]);
        demo.Restore.ShouldBeTrue();
        policy.Tiers["standard"].Stream.ShouldBe(StreamMode.Live);
        policy.Tiers["standard"].Output.ShouldBe(new OutputActions { Secrets = GuardAction.Mask, Leakage = GuardAction.Drop });
        policy.Tiers["regulated"].Input.Injection.ShouldBe(GuardAction.Hold);
        policy.Tiers["regulated"].Review.ShouldBe(new ReviewPolicy { HoldAbove = 0.5, Sample = 0.05, FourEyes = true });
        policy.Tiers["regulated"].Retain.ShouldBe(new RetentionPolicy { Content = TimeSpan.FromDays(7 * 365) });
        policy.Tiers["observed"].Enforce.ShouldBe(EnforceMode.Observe);
        policy.Tools["refund.create"].Effect.ShouldBe(ToolEffect.Send);
        policy.Tools["refund.create"].Otherwise.ShouldBe(GuardAction.Hold);
        policy.Tools["refund.create"].Limit.ShouldBe(new RateLimit(10, TimeSpan.FromHours(1)));
        policy.Tools["refund.create"].Arguments!.Value
            .GetProperty("properties")
            .GetProperty("amount")
            .GetProperty("maximum")
            .GetInt32()
            .ShouldBe(100);
        policy.Models["demo-model"].Endpoint.ShouldBeNull();
        policy.Models["demo-model"].Deployment.ShouldBe("demo-model");
        policy.Attesters.ShouldBeEmpty();
        policy.Credentials["claims-key"].Overlap.ShouldBe(TimeSpan.FromHours(24));
        policy.Access["read_content"].ShouldBe(["group:reviewers"]);
    }

    [Fact]
    public void Reports_EveryErrorAtItsPlace()
    {
        var errors = PolicyLoader.Load(Broken.Yaml, "guard.yaml").Errors;

        string.Join('\n', errors).ShouldBe(Broken.Errors);
    }

    [Theory]
    [InlineData("", "guard.yaml(1,1): The file is empty. Start with version: 1, then applications, tiers and models.")]
    [InlineData("# nothing\n", "guard.yaml(1,1): The file is empty. Start with version: 1, then applications, tiers and models.")]
    [InlineData("a:\n\tb: 1\n", "guard.yaml(2,1): A tab indents this line. Indent with spaces.")]
    [InlineData("version: 1\n---\nversion: 1\n", "guard.yaml(2,1): A second document starts here. Keep one document in the file.")]
    [InlineData(
        "version: &v 1\n", "guard.yaml(1,10): Anchors and aliases are not allowed in a policy. Write the value out where it is used.")]
    [InlineData(
        "version: *v\n", "guard.yaml(1,10): Anchors and aliases are not allowed in a policy. Write the value out where it is used.")]
    [InlineData("version: !!int 1\n", "guard.yaml(1,10): Tags are not allowed in a policy. Remove the tag; quote the value if it is text.")]
    [InlineData("? [a]\n: 1\n", "guard.yaml(1,3): A key must be plain text. Write key: value.")]
    [InlineData("version: 1\0\n", "guard.yaml(1,11): The character U+0000 is not allowed in a policy. Remove it.")]
    [InlineData("version: \u202e1\n", "guard.yaml(1,10): The character U+202E is not allowed in a policy. Remove it.")]
    [InlineData("- 1\n", "guard.yaml(1,1): A policy is a mapping. Write key: value pairs, starting with version: 1.")]
    [InlineData("hello\n", "guard.yaml(1,1): A policy is a mapping. Write key: value pairs, starting with version: 1.")]
    public void Refuses_WhatIsNoPolicy(string yaml, string error)
    {
        var result = PolicyLoader.Load(yaml, "guard.yaml");

        result.Policy.ShouldBeNull();
        result.Errors.ShouldHaveSingleItem().ToString().ShouldBe(error);
    }

    [Fact]
    public void Refuses_BytesThatAreNotUtf8_AtTheirPlace()
    {
        byte[] bytes = [.. "version: 1\nid: é"u8, 0xff, .. "x\n"u8];

        PolicyLoader.Load(bytes, "guard.yaml").Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe("guard.yaml(2,6): The file is not UTF-8: a byte here is not text. Save it as UTF-8.");
    }

    [Fact]
    public void Accepts_AByteOrderMark() =>
        PolicyLoader.Load([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(PolicyFiles.Small)], "guard.yaml").Errors.ShouldBeEmpty();

    [Fact]
    public void Reports_AFileThatIsNotThere()
    {
        var result = PolicyLoader.LoadFile(Path.Combine(AppContext.BaseDirectory, "no-such.yaml"));

        result.Policy.ShouldBeNull();
        result.Errors.ShouldHaveSingleItem().Message.ShouldContain("cannot be read");
    }

    [Fact]
    public void Refuses_CredentialsInAnEndpoint_WithoutShowingThem()
    {
        var yaml = PolicyFiles.Small.Replace(
            "platform: openai", "platform: openai, endpoint: \"https://user:hunter2@models.example\"", StringComparison.Ordinal);

        var error = PolicyLoader.Load(yaml, "guard.yaml").Errors.ShouldHaveSingleItem().ToString();

        error.ShouldContain("user name, password");
        error.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("https://models.example", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost:8080/v1", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://models.example", false)]
    [InlineData("http://127.0.0.1.models.example", false)]
    [InlineData("ftp://models.example", false)]
    [InlineData("models.example", false)]
    [InlineData("/v1", false)]
    [InlineData("https://models.example/?key=1", false)]
    public void Endpoint_IsHttps_OrHttpOnThisMachine(string endpoint, bool allowed)
    {
        var yaml = PolicyFiles.Small.Replace("platform: openai", $"platform: openai, endpoint: \"{endpoint}\"", StringComparison.Ordinal);

        PolicyLoader.Load(yaml, "guard.yaml").Errors.Count.ShouldBe(allowed ? 0 : 1);
    }

    [Fact]
    public void LiveTier_NamesTheDefaultsThatItCannotKeep()
    {
        var yaml = PolicyFiles.Small.Replace("stream: buffered", "stream: live", StringComparison.Ordinal);

        PolicyLoader.Load(yaml, "guard.yaml").Errors.Select(e => e.Message).ShouldBe(
        [
            "output.secrets is block by default, which is not possible while answers stream live.",
            "output.leakage is block by default, which is not possible while answers stream live.",
        ]);
    }
}
