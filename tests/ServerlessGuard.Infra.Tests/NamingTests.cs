using System.Text.RegularExpressions;
using CsCheck;

namespace ServerlessGuard.Infra.Tests;

public sealed class NamingTests
{
    private const string Subscription = "11111111-1111-1111-1111-111111111111";
    private static readonly string[] Apps = ["gateway", "redactor", "reviewer", "rotator", "deployer", "auditor"];
    private static readonly Gen<string> Stack = Gen.Char["abcxyzABCXYZ0189-_."].Array[1, 20].Select(c => new string(c));

    [Fact]
    public void Names_AreValid_ForEveryStack() => Stack.Sample(stack =>
    {
        var names = new Naming(Subscription, "serverlessguard", stack);
        names.Vault.ShouldMatch("^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$");
        names.Group.ShouldMatch(@"^[\w.()-]{1,89}[\w()-]$");
        foreach (var duty in Apps)
        {
            names.Storage(duty).ShouldMatch("^[a-z0-9]{3,24}$");
            names.App(duty).ShouldMatch("^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$");
            names.Of("id", duty).ShouldMatch("^[a-zA-Z0-9][a-zA-Z0-9_-]{2,62}$");
        }
    });

    [Fact]
    public void Names_OfOneStack_AreAllDifferent() => Stack.Sample(stack =>
    {
        var names = new Naming(Subscription, "serverlessguard", stack);
        Apps.Select(names.Storage).Append(names.Storage("data")).ShouldBeUnique();
        Apps.Select(names.App).ShouldBeUnique();
    });

    [Fact]
    public void Names_OfTwoStacks_DoNotCollide() => Gen.Select(Stack, Stack).Where(p => p.Item1 != p.Item2).Sample((one, other) =>
    {
        var (a, b) = (new Naming(Subscription, "serverlessguard", one), new Naming(Subscription, "serverlessguard", other));
        a.Vault.ShouldNotBe(b.Vault);
        a.Group.ShouldNotBe(b.Group);
        a.Storage("data").ShouldNotBe(b.Storage("data"));
        a.Id("role/wrap").ShouldNotBe(b.Id("role/wrap"));
    });

    [Fact]
    public void Names_StayTheSame_FromRunToRun()
    {
        var (a, b) = (new Naming(
            Subscription, "serverlessguard", "dev"), new Naming(Subscription.ToUpperInvariant(), "serverlessguard", "dev"));

        a.Vault.ShouldBe(b.Vault);
        a.Id("x").ShouldBe(b.Id("x"));
        Regex.IsMatch(a.Mark, "^[a-z2-7]{8}$").ShouldBeTrue();
    }
}
