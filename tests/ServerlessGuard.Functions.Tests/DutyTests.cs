using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace ServerlessGuard.Functions.Tests;

/// <summary>policies/duties.yaml and the function app name the same functions: one that no duty names would run in every app.</summary>
public sealed class DutyTests
{
    [Fact]
    public void EveryFunction_BelongsToADuty_AndEveryDutysFunctionExists()
    {
        var inCode = typeof(HealthFunction).Assembly.GetTypes().SelectMany(static t => t.GetMethods())
            .Select(static m => m.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var inFile = DutyFile.Functions.Values.SelectMany(static f => f).ToHashSet(StringComparer.Ordinal);

        inCode.Except(inFile).ShouldBeEmpty("no duty of policies/duties.yaml lists it under functions");
        inFile.Except(inCode).ShouldBeEmpty("policies/duties.yaml lists it, and no method has [Function] with this name");
    }

    /// <summary>A schedule that infra does not set would stop the host; one that no timer uses would mislead.</summary>
    [Fact]
    public void EveryTimer_HasASchedule_AndEveryScheduleATimer()
    {
        var settings = typeof(HealthFunction).Assembly
            .GetTypes()
            .SelectMany(static t => t.GetMethods())
            .SelectMany(static m => m.GetParameters())
            .Select(static p => p.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule).OfType<string>().ToList();
        var schedules = DutyFile.Schedules.Keys.Select(static timer => $"%GuardSchedule{timer}%").ToList();
        settings.Except(schedules).ShouldBeEmpty("policies/duties.yaml has no schedule of this name");
        schedules.Except(settings).ShouldBeEmpty("no timer uses it");
    }
}
