using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServerlessGuard.FunctionsHost.Listeners;

/// <summary>The WebJobs SDK's host over the emitted methods: its own listeners, name resolution, locks and schedule monitor.</summary>
internal static class JobHosts
{
    public static IHost Build(
        FunctionApp app, IConfiguration configuration, string environment, IFunctionCalls calls, WebHooks webHooks, HostLog log) =>
        new HostBuilder()
            .UseEnvironment(environment)
            .ConfigureAppConfiguration(builder => builder.AddConfiguration(configuration))
            .ConfigureLogging(logging => logging.AddProvider(log))
            .ConfigureWebJobs(
                builder =>
                {
                    builder.UseHostId(configuration["AzureFunctionsWebHost:hostid"]
                        ?? "app-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(app.Folder)))[..16]);
                    builder.AddAzureStorageCoreServices();
                    builder.AddExecutionContextBinding();
                    builder.AddTimers();
                    builder.Services.Replace(ServiceDescriptor.Singleton<ScheduleMonitor, BlobScheduleMonitor>());
                    builder.UseExternalStartup(new ExtensionStartups(app));
                },
                // As the host: what cannot be indexed does not run, and the rest does. Its log has the reason.
                static options => options.AllowPartialHostStartup = true)
            .ConfigureServices(services =>
            {
                services.AddSingleton<ITypeLocator>(new FunctionTypes(app.Functions));
                services.AddSingleton<IWebHookProvider>(webHooks);
                services.AddSingleton(calls);
                services.Configure<SingletonOptions>(configuration.GetSection(AppSettings.Section + ":singleton").Bind);
            })
            .Build();
}
