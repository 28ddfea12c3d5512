using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Testing;
using ServerlessGuard.Web.Console;
using ServerlessGuard.Web.Console.Pages;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Tests.Console;

/// <summary>A page that a contributor wrote is reached: a failure names the page and the place that lacks it.</summary>
public sealed class ConsolePageTests
{
    /// <summary>The console with every part that a host can add.</summary>
    private static readonly ServiceCollection Whole = WithEveryPart();

    [Fact]
    public void EveryPage_IsAdded_ByOnePartOfTheConsole()
    {
        var added = Whole.Where(static service => service.ServiceType == typeof(GuardEndpoint))
            .Select(static service => service.ImplementationType)
            .OfType<Type>();
        typeof(ConsoleEndpoint).Assembly
            .GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(ConsoleEndpoint)))
            .Except(added)
            .Select(static type => type.Name)
            .ShouldBeEmpty("no AddConsole method of ConsoleServiceCollectionExtensions adds it");
    }

    [Fact]
    public void EverySection_IsInTheManual()
    {
        var manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "console.md"));
        Sections().Select(static section => section.Title)
            .Where(title => !manual.Contains(title, StringComparison.OrdinalIgnoreCase))
            .ShouldBeEmpty("docs/console.md does not name it");
    }

    [Fact]
    public void Sections_HaveATitle_AnAddress_AndAPlaceOfTheirOwn()
    {
        var sections = Sections();
        sections.Select(static section => section.Order).ShouldBeUnique();
        sections.Select(static section => section.Title).ShouldBeUnique();
        sections.Select(static section => section.Url).ShouldBeUnique();
        sections.Where(static section => section.Roles.Count == 0)
            .Select(static section => section.Title)
            .ShouldBeEmpty("the section names no role, so nobody sees it");
    }

    private static List<ConsoleSection> Sections() =>
        [.. Whole.Select(static service => service.ImplementationInstance).OfType<ConsoleSection>()];

    private static ServiceCollection WithEveryPart()
    {
        var services = new ServiceCollection();
        services.AddGuardConsole();
        foreach (var part in typeof(ConsoleServiceCollectionExtensions)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(static method => method.Name.StartsWith("AddConsole", StringComparison.Ordinal)))
        {
            part.Invoke(null, [services]);
        }

        return services;
    }
}
