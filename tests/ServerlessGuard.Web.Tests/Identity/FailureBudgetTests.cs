using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ServerlessGuard.Web.Identity;

namespace ServerlessGuard.Web.Tests.Identity;

public sealed class FailureBudgetTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Refills_EvenlyOverTheWindow()
    {
        var budget = Budget(2, 1000);
        var address = IPAddress.Parse("192.0.2.1");
        budget.Spend(address);
        budget.ExhaustedFor(address).ShouldBeNull();
        budget.Spend(address);
        budget.ExhaustedFor(address).ShouldBe(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(30));
        budget.ExhaustedFor(address).ShouldBeNull();
    }

    [Fact]
    public void Counts_AnIpv6NetworkAsOneAddress()
    {
        var budget = Budget(1, 1000);
        budget.Spend(IPAddress.Parse("2001:db8:1:2:3::1"));
        budget.ExhaustedFor(IPAddress.Parse("2001:db8:1:2:ffff::9")).ShouldNotBeNull();
    }

    [Fact]
    public void Bounds_AllAddressesTogether()
    {
        var budget = Budget(1000, 10);
        for (var i = 0; i < 10; i++)
        {
            budget.Spend(new IPAddress([10, 0, 0, (byte)i]));
        }

        budget.ExhaustedFor(IPAddress.Parse("192.0.2.1")).ShouldNotBeNull();
    }

    private FailureBudget Budget(int perAddress, int total) =>
        new(Options.Create(new IdentityOptions
        {
            FailuresPerAddress = perAddress,
            FailuresInTotal = total,
            FailureWindow = TimeSpan.FromMinutes(1)
        }), _clock);
}
