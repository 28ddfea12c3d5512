using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ServerlessGuard.Web.Console.Assets;
using ServerlessGuard.Web.Console.Cases;
using ServerlessGuard.Web.Console.Credentials;
using ServerlessGuard.Web.Console.Drills;
using ServerlessGuard.Web.Console.Home;
using ServerlessGuard.Web.Console.Incidents;
using ServerlessGuard.Web.Console.Monitoring;
using ServerlessGuard.Web.Console.Pages;
using ServerlessGuard.Web.Console.Sessions;
using ServerlessGuard.Web.Console.Settings;
using ServerlessGuard.Web.Console.SignIn;
using ServerlessGuard.Web.Console.Traces;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Console;

public static class ConsoleServiceCollectionExtensions
{
    /// <summary>Adds the console's frame: sign-in, home, settings. The host adds the parts whose stores it has.</summary>
    public static IServiceCollection AddGuardConsole(this IServiceCollection services, Action<ConsoleOptions>? configure = null)
    {
        services.AddOptions<ConsoleOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConsoleOptions>, ConsoleOptionsValidator>());
        services.TryAddSingleton<ConsoleAssets>();
        services.TryAddSingleton<ConsoleOrigin>();
        services.TryAddSingleton<SessionSecret>();
        services.TryAddSingleton<ConsoleSessions>();
        services.TryAddSingleton<ConsoleWriter>();
        services.TryAddSingleton<ConsoleParts>();
        AddSection(services, 10, "Home", ConsoleUrl.Home, HomeEndpoint.ForRoles);
        AddSection(services, 90, "Settings", SettingsEndpoint.Address, SettingsEndpoint.ForRoles);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, RootEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ConsoleWithoutSlashEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, StaticEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, SignInEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, SignOutEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, HomeEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, SettingsEndpoint>(),
        ]);
        return services;
    }

    /// <summary>Adds the queue and its cases. Needs the services of human review.</summary>
    public static IServiceCollection AddConsoleCases(this IServiceCollection services)
    {
        services.TryAddSingleton<CasePages>();
        AddSection(services, 20, "Cases", QueueQuery.Root, QueueEndpoint.ForRoles);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHomePanel, QueuePanel>(),
            ServiceDescriptor.Singleton<GuardEndpoint, QueueEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CasePageEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CaseFormEndpoint>(),
        ]);
        return services;
    }

    /// <summary>Adds the pages on the audit log: interactions with their proofs, and the day's activity. Needs the log's source.</summary>
    public static IServiceCollection AddConsoleTraces(this IServiceCollection services)
    {
        services.TryAddSingleton<LogActivity>();
        services.TryAddSingleton<TraceReader>();
        AddSection(services, 30, "Interactions", InteractionsEndpoint.Address, TraceReader.ForRoles);
        AddSection(services, 35, "Report", ReportEndpoint.Address, TraceReader.ForRoles);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHomePanel, ActivityPanel>(),
            ServiceDescriptor.Singleton<GuardEndpoint, InteractionsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ReportEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, TraceEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, TraceFileEndpoint>(),
        ]);
        return services;
    }

    /// <summary>Adds the credentials. Needs rotation.</summary>
    public static IServiceCollection AddConsoleCredentials(this IServiceCollection services)
    {
        AddSection(services, 40, "Credentials", CredentialsEndpoint.Address, CredentialsEndpoint.ForRoles);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, CredentialsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, CredentialEndpoint>(),
        ]);
        return services;
    }

    /// <summary>Adds drills with their trends. Needs drills.</summary>
    public static IServiceCollection AddConsoleDrills(this IServiceCollection services)
    {
        AddSection(services, 50, "Drills", DrillsEndpoint.Address, DrillsEndpoint.ForRoles);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, DrillsEndpoint>());
        return services;
    }

    /// <summary>Adds monitoring to the home page. Needs monitoring.</summary>
    public static IServiceCollection AddConsoleMonitoring(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHomePanel, MonitoringPanel>());
        return services;
    }

    /// <summary>Adds incidents. Needs incidents.</summary>
    public static IServiceCollection AddConsoleIncidents(this IServiceCollection services)
    {
        AddSection(services, 60, "Incidents", IncidentsEndpoint.Address, IncidentsEndpoint.ForRoles);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, IncidentsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, IncidentEndpoint>(),
        ]);
        return services;
    }

    private static void AddSection(IServiceCollection services, int order, string title, ConsoleUrl url, IReadOnlyList<string> roles)
    {
        if (!services.Any(service => service.ImplementationInstance is ConsoleSection section && section.Url == url))
        {
            services.AddSingleton(new ConsoleSection(order, title, url, roles));
        }
    }
}
