"""Lights (红黄灯预警): one colour per unit, with the reasons for it."""
