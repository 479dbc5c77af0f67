"""Alerts: from an urgent message to a person who answers, by way of whoever is on call.

An alert and the messages about it are rows; no timer lives in memory. The supervisors' page is the first place of every
alert; a messenger (`bot.alerts.messenger`) only rings the bell.
"""
