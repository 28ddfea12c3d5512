using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Functions.Composition;
using ServerlessGuard.Testing;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions.Tests;

/// <summary>The composition of each app, without any service behind it.</summary>
public sealed class CompositionTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    /// <summary>Every duty alone, some together, and all.</summary>
    private static IEnumerable<string> Apps => [
        .. DutyList.Read(DutyList.Shipped).Duties.Select(static duty => duty.Id), "gateway,auditor", "reviewer,rotator,auditor",
        DutyList.All
    ];

    public static TheoryData<string, string> AppsAndEnvironments =>
        [.. Apps.SelectMany(static app => new[] { Environments.Development, Environments.Production }
            .Select(environment => new TheoryDataRow<string, string>(app, environment)))];

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The worker's host validates in Development and not in Production: what would be found at a developer's start would be
    /// found in Azure at a request. Services that a lambda makes are not validated, so all of ours are made, too.
    /// </summary>
    [Theory]
    [MemberData(nameof(AppsAndEnvironments))]
    public async Task AnApp_HasEverythingThatItsServicesNeed(string app, string environment)
    {
        var builder = Builder(environment);
        builder.Services.AddDuty(DutySettings.Read(DutyHost.Configuration(app)));
        using var host = builder.Build();
        await using var scope = host.Services.CreateAsyncScope();
        foreach (var service in builder.Services.Where(
            static s => s is { IsKeyedService: false, ServiceType.IsGenericTypeDefinition: false }
                && s.ServiceType.FullName!.StartsWith("ServerlessGuard.", StringComparison.Ordinal)))
        {
            scope.ServiceProvider.GetServices(service.ServiceType).ShouldNotBeEmpty(service.ServiceType.Name);
        }
    }

    /// <summary>The auditor reads what other duties did. It holds nothing that could do it.</summary>
    [Theory]
    [InlineData(typeof(Rotator))]
    [InlineData(typeof(RotationSweep))]
    [InlineData(typeof(LeakedKeys))]
    [InlineData(typeof(Driller))]
    [InlineData(typeof(CaseWorkflow))]
    [InlineData(typeof(ICaseOpener))]
    [InlineData(typeof(ICaseListener))]
    public void TheAuditor_IsMadeOfReaders(Type actor)
    {
        static IServiceCollection Services(string app) => new ServiceCollection().AddDuty(DutySettings.Read(DutyHost.Configuration(app)));
        Services("auditor").ShouldNotContain(service => service.ServiceType == actor);
        Services(DutyList.All).ShouldContain(service => service.ServiceType == actor, "the type is another duty's");
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("rotator")]
    [InlineData("deployer")]
    public void AnOutputThatIsReported_IsHandledByTheDutyThatDecidesCases_AndNoOther(string duty)
    {
        var handlers = new ServiceCollection().AddDuty(DutySettings.Read(DutyHost.Configuration(duty)))
            .Where(static s => s.ServiceType == typeof(IGuardEventHandler));
        handlers.ShouldNotContain(static handler => handler.ImplementationType!.Name == "OutputProducedHandler");
    }

    /// <summary>Under other names, the same duties: no name of one stands in the code.</summary>
    [Fact]
    public void TheFile_AloneSaysWhichDutiesThereAre()
    {
        var renamed = File.ReadAllText(DutyList.Shipped);
        foreach (var duty in DutyList.Read(DutyList.Shipped).Duties)
        {
            renamed = renamed.Replace($"\n  {duty.Id}:\n", $"\n  unit-{duty.Id[..3]}:\n", StringComparison.Ordinal);
        }

        var names = DutyList.Read(Written(renamed)).Duties.Select(static duty => duty.Id).ToList();
        names.ShouldAllBe(static name => name.StartsWith("unit-", StringComparison.Ordinal));
        foreach (var app in names.Append(DutyList.All))
        {
            var settings = Read(app, renamed);
            var builder = Builder(Environments.Development);
            builder.Services.AddDuty(settings);
            builder.Build().Dispose();
            settings.LogContainers.ShouldBe(names.Select(static name => "log-" + name));
        }
    }

    [Fact]
    public void EveryModule_IsADutys() =>
        DutyServiceCollectionExtensions.KnownModules
            .Except(DutyList.Read(DutyList.Shipped).Duties.SelectMany(static duty => duty.Modules))
            .ShouldBeEmpty("no duty of policies/duties.yaml has it under modules");

    [Fact]
    public void EveryEndpoint_IsADutys()
    {
        var served = new ServiceCollection().AddDuty(DutySettings.Read(DutyHost.Configuration(DutyList.All)))
            .Where(static service => service.ServiceType == typeof(GuardEndpoint))
            .Select(static service => service.ImplementationType)
            .OfType<Type>();
        typeof(GuardEndpoint).Assembly
            .GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(GuardEndpoint)))
            .Except(served).Select(static type => type.Name).ShouldBeEmpty("no module of DutyServiceCollectionExtensions adds it");
    }

    [Theory]
    [InlineData("gateway", "log-gateway", "events-gateway", false)]
    [InlineData("auditor, redactor", "log-redactor", "events-redactor", true)]
    [InlineData("rotator,gateway", "log-gateway", "events-rotator", true)]
    [InlineData("all", "log-gateway", "events-redactor", true)]
    public void SeveralDuties_ShareTheFirstOnesLog_AndTheFirstQueueThatThereIs(string app, string log, string queue, bool hasQueue)
    {
        var settings = DutySettings.Read(DutyHost.Configuration(app));
        ("log-" + settings.Duty, settings.EventsQueue, settings.HasQueue).ShouldBe((log, queue, hasQueue));
    }

    [Theory]
    [InlineData("cook", "gateway, redactor")]
    [InlineData("gateway,cook", "gateway, redactor")]
    [InlineData("gateway,all", "gateway, redactor")]
    [InlineData(" , ", "gateway, redactor")]
    [InlineData("events", "gateway, redactor")]
    public void ADutyThatThereIsNot_IsRefused_WithThoseThatThereAre(string app, string said) =>
        Should.Throw<InvalidOperationException>(() => DutySettings.Read(DutyHost.Configuration(app))).Message.ShouldContain(said);

    [Theory]
    [InlineData("modules: [inbox]", "modules: [kitchen]", "the module 'kitchen'; modules are")]
    [InlineData("modules: [inbox]", "modules: inbox", "'modules' of duty 'redactor' is no list")]
    [InlineData("  redactor:", "  all:", "cannot be named 'all'")]
    [InlineData("duties:", "dutys:", "'duties' is missing")]
    [InlineData("version: 1", "version: [", "cannot be read as a list of duties")]
    public void AFileWithAFault_IsRefused_WithThePlace(string good, string bad, string said)
    {
        var text = File.ReadAllText(DutyList.Shipped);
        text.ShouldContain(good);
        Should.Throw<Exception>(() => Read("all", text.Replace(good, bad, StringComparison.Ordinal))).Message.ShouldContain(said);
    }

    /// <summary>The host as the worker makes it: it validates in Development, and here in Production, too.</summary>
    private static FunctionsApplicationBuilder Builder(string environment)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Environment.EnvironmentName = environment;
        builder.ConfigureFunctionsWebApplication();
        ((IHostApplicationBuilder)builder).ConfigureContainer(
            new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        return builder;
    }

    private DutySettings Read(string app, string file) =>
        DutySettings.Read(DutyHost.Configuration(app, new Dictionary<string, string?> { ["Guard:Duties"] = Written(file) }));

    private string Written(string text)
    {
        var file = Path.Combine(_folder.Path, "duties.yaml");
        File.WriteAllText(file, text);
        return file;
    }
}
